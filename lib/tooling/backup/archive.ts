/**
 * A backup is gzip over text: JSON lines for head and tables, rows as COPY writes them up to a line `\.`,
 * then a JSON line with count and checksum; the last line ends it. Readable and repairable with `gunzip` and
 * an editor.
 */

import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { z } from 'zod';
import {
  knownMigrations,
  type Recorded,
  recordedStatement,
  schemaState,
} from '#lib/platform/db/known-migrations.ts';

/** Raised when older readers cannot read the new form. */
export const archiveVersion = 1;

export const headLine = z.object({
  tagdesk: z.literal('backup'),
  version: z.number(),
  madeAt: z.iso.datetime(),
  /** Number and name of the migrations. */
  schema: z.object({ count: z.number(), newest: z.string() }),
  /** A mark of TAGDESK_SECRET that reveals nothing. */
  secret: z.string(),
});

export const tableLine = z.object({ table: z.string(), columns: z.array(z.string()) });

/** `sha256`: hexadecimal, of the rows in the file. */
export const rowsLine = z.object({ rows: z.number(), sha256: z.string() });

export const sequencesLine = z.object({
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
});

export const endLine = z.object({ end: z.literal(true), tables: z.number(), rows: z.number() });

export type Head = z.infer<typeof headLine>;
export type Sequence = z.infer<typeof sequencesLine>['sequences'][number];

/** Ends the rows. COPY never writes such a row. */
export const rowsEnd = '\\.\n';

/** Its message is for people. Nothing was changed. */
export class BackupError extends Error {}

/** Throws BackupError for another schema than this program's. */
export async function schemaOf(client: Client): Promise<Head['schema']> {
  const known = knownMigrations(fileURLToPath(new URL('../../platform/db/migrations', import.meta.url)));
  const { rows } = await client.query<Recorded>(recordedStatement);
  if (!rows[0] || schemaState(known, rows[0]) !== 'current') {
    throw new BackupError('The database was made by another version of Tagdesk. Use that version.');
  }
  return { count: known.length, newest: known.at(-1)?.tag ?? '' };
}

/** 16 hexadecimal digits. The secret is long and random: guessing is hopeless. */
export function secretMark(secret: string): string {
  return createHmac('sha256', secret).update('tagdesk backup').digest('hex').slice(0, 16);
}

/**
 * What a backup looks like: gzip over lines of text. A line of JSON says what the file is, one more what table follows;
 * its rows stand as PostgreSQL's COPY writes them, up to a line `\.`; a line with their number and checksum closes
 * them. The last line says that it is the last. With `gunzip` and an editor it can be read and mended by hand.
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

/** Moves when a reader of the old form could not read the new one. */
export const archiveVersion = 1;

export const headLine = z.object({
  tagdesk: z.literal('backup'),
  version: z.number(),
  madeAt: z.iso.datetime(),
  /** Number and name of the migrations that the tables come from. */
  schema: z.object({ count: z.number(), newest: z.string() }),
  /** Which TAGDESK_SECRET the installation had; tells nothing about it. */
  secret: z.string(),
});

export const tableLine = z.object({ table: z.string(), columns: z.array(z.string()) });

/** `sha256`: hexadecimal, over the rows as they stand in the file. */
export const rowsLine = z.object({ rows: z.number(), sha256: z.string() });

export const sequencesLine = z.object({
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
});

export const endLine = z.object({ end: z.literal(true), tables: z.number(), rows: z.number() });

export type Head = z.infer<typeof headLine>;
export type Sequence = z.infer<typeof sequencesLine>['sequences'][number];

/** What stands between rows and the line that closes them. COPY never writes such a row. */
export const rowsEnd = '\\.\n';

/** A backup that cannot be made or taken, in words for the person who asked. Nothing was changed. */
export class BackupError extends Error {}

/** Throws BackupError when it is not the one that this program knows. */
export async function schemaOf(client: Client): Promise<Head['schema']> {
  const known = knownMigrations(fileURLToPath(new URL('../../platform/db/migrations', import.meta.url)));
  const { rows } = await client.query<Recorded>(recordedStatement);
  if (!rows[0] || schemaState(known, rows[0]) !== 'current') {
    throw new BackupError('The database was made by another version of Tagdesk. Use that version.');
  }
  return { count: known.length, newest: known.at(-1)?.tag ?? '' };
}

/** 16 hexadecimal digits. The secret is random and long: there is nothing to try out. */
export function secretMark(secret: string): string {
  return createHmac('sha256', secret).update('tagdesk backup').digest('hex').slice(0, 16);
}

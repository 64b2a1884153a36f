/** Which schema a database has, in the words of a backup's head. */
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { knownMigrations, type Recorded, recordedStatement, schemaState } from '#lib/db/known-migrations.ts';
import type { Head } from './archive.ts';
import { BackupError } from './errors.ts';

/** Throws BackupError when it is not the one that this program knows. */
export async function schemaOf(client: Client): Promise<Head['schema']> {
  const known = knownMigrations(fileURLToPath(new URL('../db/migrations', import.meta.url)));
  const { rows } = await client.query<Recorded>(recordedStatement);
  if (!rows[0] || schemaState(known, rows[0]) !== 'current') {
    throw new BackupError('The database was made by another version of Tagdesk. Use that version.');
  }
  return { count: known.length, newest: known.at(-1)?.tag ?? '' };
}

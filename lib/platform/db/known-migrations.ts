/** The migrations that this program brings, and how far a database has come. Light: nothing of drizzle is loaded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Kept by drizzle-kit beside the migrations. `when`: milliseconds, also in the database's record. */
const journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });

/** `tag`: the file's name without its end, `0003_runs`. */
export type KnownMigration = { when: number; tag: string };

/** Oldest first. `folder` is where the migrations lie, which a bundled caller has to say. */
export function knownMigrations(folder: string): KnownMigration[] {
  return journal.parse(JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'))).entries;
}

/** Asks for what `schemaState` judges. */
export const recordedStatement =
  'select count(*)::int as count, max(created_at)::float8 as last from drizzle.__drizzle_migrations';

export type Recorded = { count: number; last: number | null };

/** `ahead`: a newer Tagdesk has already been here, as while instances are replaced one by one. */
export type SchemaState = 'current' | 'behind' | 'ahead';

/** Compares a database's record with what is known here. */
export function schemaState(known: readonly KnownMigration[], { count, last }: Recorded): SchemaState {
  const newest = Math.max(0, ...known.map(({ when }) => when));
  if (count === known.length && last === newest) return 'current';
  return (last ?? 0) > newest ? 'ahead' : 'behind';
}

/** Known migrations, and how far a database is. Light: loads nothing of drizzle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** By drizzle-kit. `when`: milliseconds, as in the database's record. */
const journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });

/** `tag`: the file's name without `.sql`. */
export type KnownMigration = { when: number; tag: string };

/** Oldest first. `folder`: of the migrations, which a bundled caller must give. */
export function knownMigrations(folder: string): KnownMigration[] {
  return journal.parse(JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'))).entries;
}

export const recordedStatement =
  'select count(*)::int as count, max(created_at)::float8 as last from drizzle.__drizzle_migrations';

export type Recorded = { count: number; last: number | null };

/** `ahead`: a newer version has migrated, as during a rolling update. */
export type SchemaState = 'current' | 'behind' | 'ahead';

export function schemaState(known: readonly KnownMigration[], { count, last }: Recorded): SchemaState {
  const newest = Math.max(0, ...known.map(({ when }) => when));
  if (count === known.length && last === newest) return 'current';
  return (last ?? 0) > newest ? 'ahead' : 'behind';
}

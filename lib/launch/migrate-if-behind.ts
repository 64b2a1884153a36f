/** Migrates a database, and is quick about one that needs no migration: nearly every start finds such a one. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { z } from 'zod';

/** The list of migrations, which drizzle-kit keeps beside them. `when`: milliseconds, also in the database's record. */
const journal = z.object({ entries: z.array(z.object({ when: z.number() })) });

/** Brings the database to the present schema. The migrator, heavy to load, is left alone when there is nothing to do. */
export async function migrateIfBehind(databaseUrl: string): Promise<void> {
  if (await isCurrent(databaseUrl)) return;
  const { migrate } = await import('#lib/db/migrate.ts');
  await migrate(databaseUrl);
}

/** True when the last migration known here is the last one recorded there. In doubt false: the migrator knows best. */
async function isCurrent(databaseUrl: string): Promise<boolean> {
  const file = new URL('../db/migrations/meta/_journal.json', import.meta.url);
  const known = journal.parse(JSON.parse(readFileSync(file, 'utf8'))).entries.map((entry) => entry.when);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const recorded = await client.query(
      'select count(*)::int as count, max(created_at)::float8 as last from drizzle.__drizzle_migrations',
    );
    const [row] = recorded.rows;
    return row.count === known.length && row.last === Math.max(...known);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Safe when several instances start at once: one works, the others wait. */
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import pg from 'pg';
import { makeJobsSchema } from './jobs-schema.ts';
import { requireGrants } from './require-grants.ts';

/** Any constant, the same in every instance. */
const migrationLock = 7_246_133;

/**
 * One transaction with the lock: behind a pooler nothing else lasts. The job library's tables follow, by its own.
 * Throws MissingGrants first.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await requireGrants(client);
    await client.query('begin; set local statement_timeout = 0; set local lock_timeout = 0');
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    const applied = await applyMissing(client);
    await client.query('commit');
    await makeJobsSchema(client);
    // A rewritten table has neither statistics nor a visibility map.
    if (applied > 0) await client.query('vacuum (analyze) users');
  } finally {
    // Rolls an uncommitted transaction back.
    await client.end();
  }
}

/** Gives their number. The record is drizzle's, read by `drizzle-kit` and older versions. */
async function applyMissing(client: pg.Client): Promise<number> {
  await client.query(`create schema if not exists drizzle;
    create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`);
  const { rows } = await client.query<{ last: number }>(
    'select coalesce(max(created_at), 0)::float8 as last from drizzle.__drizzle_migrations',
  );
  const last = rows[0]?.last ?? 0;
  const missing = readMigrationFiles({
    migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
  }).filter(({ folderMillis }) => folderMillis > last);
  for (const { sql, hash, folderMillis } of missing) {
    for (const statement of sql) await client.query(statement);
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      folderMillis,
    ]);
  }
  return missing.length;
}

/** Brings a database to the present schema. Safe when several instances start at once: one works, the others wait. */
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

/** Any constant will do; it only has to be the same in every instance. */
const migrationLock = 7_246_133;

export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await applyMigrations(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
    });
    // A table that was written anew has neither statistics nor the map that lets counts leave its rows alone.
    await client.query('vacuum (analyze) users');
  } finally {
    // Ending the connection also gives the lock back.
    await client.end();
  }
}

/** Most starts need no migration: checked without loading the migrator. */
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { jobsSchemaVersion, jobsVersionStatement } from '#lib/platform/db/jobs-schema.ts';
import {
  knownMigrations,
  type Recorded,
  recordedStatement,
  schemaState,
} from '#lib/platform/db/known-migrations.ts';

export async function migrateIfBehind(databaseUrl: string): Promise<void> {
  if (await isCurrent(databaseUrl)) return;
  const { migrate } = await import('#lib/platform/db/migrate.ts');
  await migrate(databaseUrl);
}

/** In doubt false: the migrator knows best. */
async function isCurrent(databaseUrl: string): Promise<boolean> {
  const known = knownMigrations(fileURLToPath(new URL('../../platform/db/migrations', import.meta.url)));
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<Recorded>(recordedStatement);
    if (rows[0] === undefined || schemaState(known, rows[0]) !== 'current') return false;
    const jobs = await client.query<{ version: number }>(jobsVersionStatement);
    return (jobs.rows[0]?.version ?? 0) >= jobsSchemaVersion;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

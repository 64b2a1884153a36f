/** Migrates a database, and is quick about one that needs no migration: nearly every start finds such a one. */
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import {
  knownMigrations,
  type Recorded,
  recordedStatement,
  schemaState,
} from '#lib/platform/db/known-migrations.ts';

/** Brings the database to the present schema. The migrator, heavy to load, is left alone when there is nothing to do. */
export async function migrateIfBehind(databaseUrl: string): Promise<void> {
  if (await isCurrent(databaseUrl)) return;
  const { migrate } = await import('#lib/platform/db/migrate.ts');
  await migrate(databaseUrl);
}

/** True when the last migration known here is the last one recorded there. In doubt false: the migrator knows best. */
async function isCurrent(databaseUrl: string): Promise<boolean> {
  const known = knownMigrations(fileURLToPath(new URL('../../platform/db/migrations', import.meta.url)));
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<Recorded>(recordedStatement);
    return rows[0] !== undefined && schemaState(known, rows[0]) === 'current';
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

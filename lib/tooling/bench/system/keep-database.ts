/** Databases that are filled once and kept. */
import { Client, escapeIdentifier, Pool, type PoolClient } from 'pg';
import { migrate } from '#lib/platform/db/migrate.ts';
import { databaseUrl, ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';

/** `mark`: content and edition; with another mark it is made again. */
export type Kept = { name: string; mark: string; fill: (client: PoolClient) => Promise<void> };

/** Migrated and filled; an incomplete one is made again. */
export async function keepDatabase(serverUrl: string, { name, mark, fill }: Kept): Promise<string> {
  const url = databaseUrl(serverUrl, name);
  if ((await markOf(serverUrl, name)) === mark) {
    await migrate(url);
    return url;
  }
  await execute(serverUrl, `drop database if exists ${escapeIdentifier(name)} with (force)`);
  await ensureDatabase(serverUrl, name);
  await migrate(url);
  // Filling is silent for minutes: the application's own connections would be given up.
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    const client = await pool.connect();
    try {
      await fill(client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
  await execute(serverUrl, `comment on database ${escapeIdentifier(name)} is '${mark}'`);
  await execute(serverUrl, 'checkpoint');
  return url;
}

async function markOf(serverUrl: string, name: string): Promise<string | null> {
  const [row] = await execute(
    serverUrl,
    `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = '${name}'`,
  );
  return typeof row?.mark === 'string' ? row.mark : null;
}

async function execute(serverUrl: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Creates a database on a server unless it is there. */
import { Client, escapeIdentifier } from 'pg';

/**
 * Gives the address of database `name` on the server of `serverUrl` (any database of it), creating it if missing.
 * Throws PostgreSQL's error when the user of the address may not create databases.
 */
export async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`);
  } catch (error) {
    // Somebody else created it in the same moment.
    if (!isDuplicate(error)) throw error;
  } finally {
    await client.end();
  }
  return databaseUrl(serverUrl, name);
}

/** The same address with another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === '42P04' || error.code === '23505';
}

import { Client, escapeIdentifier } from 'pg';
import { MissingGrants } from '#lib/platform/db/require-grants.ts';
import { sqlStateOf } from '#lib/platform/db/sql-state.ts';

/** `serverUrl`: any database of the server. Throws MissingGrants. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await create(client, name);
  } finally {
    await client.end();
  }
  return databaseUrl(serverUrl, name);
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/** duplicate_database, and the unique violation in its place. */
const isThere = new Set(['42P04', '23505']);
const insufficientPrivilege = '42501';

async function create(client: Client, name: string): Promise<void> {
  const database = escapeIdentifier(name);
  try {
    await client.query(`create database ${database}`);
  } catch (error) {
    const state = sqlStateOf(error) ?? '';
    // Somebody else created it at the same moment.
    if (isThere.has(state)) return;
    if (state !== insufficientPrivilege) throw error;
    const { rows } = await client.query<{ role: string }>('select current_user as role');
    const role = rows[0]?.role ?? '';
    throw new MissingGrants(
      `The role "${role}" may create no database, and Tagdesk needs one named "${name}" there.`,
      [`CREATE DATABASE ${database} OWNER ${escapeIdentifier(role)};`],
    );
  }
}

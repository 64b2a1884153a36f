/** One throwaway server, and a fresh migrated database per test file. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { type OpenDatabase, openDatabase } from '#lib/platform/db/client.ts';
import { migrate } from '#lib/platform/db/migrate.ts';
import { databaseUrl, ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { startEmbeddedPostgres } from '#lib/tooling/embedded-postgres/start.ts';

/** `url`: the database `postgres`; `stop` deletes everything. */
export type TestServer = { url: string; stop(): Promise<void> };

/** `direct`: past a pooler, which knows its own roles only. `drop` closes open connections, too. */
export type TestDatabase = { url: string; direct: string; drop(): Promise<void> };

/**
 * In a temporary folder, with the template of `createTestDatabase`. TAGDESK_TEST_SERVER_URL passes it to
 * child processes and test workers.
 */
export async function startTestServer(): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tagdesk-test-'));
  const server = await startEmbeddedPostgres({ dataDir, tuning: 'scratch' });
  await prepareTestServer(server.url);
  process.env[serverVariable] = server.url;
  return { url: server.url, stop: server.stop };
}

/** null: the environment names none. */
export async function joinTestServer(): Promise<TestServer | null> {
  const url = process.env[serverVariable];
  if (!url) return null;
  await prepareTestServer(url);
  return { url, async stop() {} };
}

export async function prepareTestServer(serverUrl: string): Promise<void> {
  await migrate(await ensureDatabase(serverUrl, template));
}

/** Throws when no server was started. `serverUrl`: needs the template. */
export async function createTestDatabase(serverUrl = process.env[serverVariable]): Promise<TestDatabase> {
  if (!serverUrl)
    throw new Error('No test server: startTestServer() comes first (Vitest does it by itself).');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const quoted = escapeIdentifier(name);
  await execute(serverUrl, `create database ${quoted} template ${escapeIdentifier(template)}`);
  return {
    url: databaseUrl(isShared(serverUrl) ? (process.env[poolerVariable] ?? serverUrl) : serverUrl, name),
    direct: databaseUrl(serverUrl, name),
    drop: () => execute(serverUrl, `drop database if exists ${quoted} with (force)`),
  };
}

/** In this database alone: row locks have no database in pg_locks, their holders do. */
export const writersThatWait = `select from pg_locks waiting where not granted and exists (
  select from pg_locks held where held.pid = waiting.pid
    and database = (select oid from pg_database where datname = current_database()))`;

/** Opened as the application does. `close` deletes it. */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const own = await createTestDatabase();
  const open = openDatabase(own.url);
  return { ...open, close: () => open.close().then(own.drop) };
}

const template = 'tagdesk_template';
const serverVariable = 'TAGDESK_TEST_SERVER_URL';
const poolerVariable = 'TAGDESK_TEST_POOLER_URL';

/** A pooler may stand before it (TAGDESK_TEST_POOLER_URL). */
function isShared(serverUrl: string): boolean {
  return serverUrl === process.env[serverVariable];
}

async function execute(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

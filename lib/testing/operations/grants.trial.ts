/** Missing grants: the message is one sentence and the SQL that helps. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { openInstallationDatabase } from '#lib/tooling/cli/database.ts';
import { databaseUrl } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { findOrInstallPrograms } from './programs.ts';
import { type SystemPostgres, startSystemPostgres } from './system-postgres.ts';

let server: SystemPostgres;
beforeAll(async () => {
  server = await startSystemPostgres(findOrInstallPrograms(process.env));
});
afterAll(() => server.stop());

async function administer(database: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(server.url, database) });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Without rights, beside an administrator's database. Odd names: the message quotes both. */
async function newcomer(): Promise<{ name: string; url: string }> {
  const name = `desk "${randomUUID().slice(0, 8)}`;
  const quoted = `"${name.replaceAll('"', '""')}"`;
  await administer('postgres', `create role ${quoted} login password 'pass'`, `create database ${quoted}`);
  const url = new URL(databaseUrl(server.url, name));
  url.username = encodeURIComponent(name);
  url.password = 'pass';
  return { name, url: url.href };
}

const statementsIn = (words: string) =>
  words.split('\n').filter((line) => /^(GRANT|CREATE|ALTER) /.test(line));

async function refusalOf(opening: Promise<unknown>): Promise<string> {
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SettingsError);
  return error instanceof Error ? error.message : '';
}

test('a role that may make no tables hears everything at once, and it is enough', async () => {
  const { name, url } = await newcomer();
  const open = () => openInstallationDatabase({ databaseUrl: url, sandbox: false }, '/nowhere');
  const words = await refusalOf(open());
  expect(words).toContain(`The role "${name}" may not make Tagdesk’s tables`);
  expect(statementsIn(words)).toHaveLength(2);
  await administer(name, ...statementsIn(words));
  expect((await open()).url).toBe(url);
});

test('for the sandbox a role that may make no database is told to have it made', async () => {
  const { name, url } = await newcomer();
  const open = () => openInstallationDatabase({ databaseUrl: url, sandbox: true }, '/nowhere');
  const words = await refusalOf(open());
  expect(words).toContain(`may create no database, and Tagdesk needs one named "${name}_sandbox"`);
  expect(words).not.toContain('pass');
  await administer('postgres', ...statementsIn(words));
  // Since PostgreSQL 15 a database's owner may not use the administrator's schema.
  const opened = await open().catch(async (error: Error) => {
    await administer(`${name}_sandbox`, ...statementsIn(error.message));
    return open();
  });
  expect(opened.url).toBe(databaseUrl(url, `${name}_sandbox`));
});

test('a database that is read-only is said to be', async () => {
  const { name, url } = await newcomer();
  const quoted = `"${name.replaceAll('"', '""')}"`;
  await administer(
    name,
    `grant create on database ${quoted} to ${quoted}`,
    `grant create on schema public to ${quoted}`,
    `alter role ${quoted} set default_transaction_read_only = on`,
  );
  const words = await refusalOf(openInstallationDatabase({ databaseUrl: url, sandbox: false }, '/nowhere'));
  expect(words).toContain('it is read-only');
});

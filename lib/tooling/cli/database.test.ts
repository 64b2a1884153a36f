import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { openInstallationDatabase } from './database.ts';

async function databaseNameAt(url: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select 1 from users limit 1');
    return (await client.query('select current_database() as name')).rows[0]?.name;
  } finally {
    await client.end();
  }
}

test('with DATABASE_URL that very database is used', async () => {
  const given = await createTestDatabase();
  onTestFinished(() => given.drop());
  const opened = await openInstallationDatabase({ databaseUrl: given.url, sandbox: false }, '/nowhere');
  expect(opened.url).toBe(given.url);
});

test('the sandbox gets a migrated database of its own beside the real one', async () => {
  const given = await createTestDatabase();
  onTestFinished(() => given.drop());
  const choice = { databaseUrl: given.url, sandbox: true };
  const opened = await openInstallationDatabase(choice, '/nowhere');
  const name = new URL(given.url).pathname.slice(1);
  expect(await databaseNameAt(opened.url)).toBe(`${name}_sandbox`);
  expect((await openInstallationDatabase(choice, '/nowhere')).url).toBe(opened.url);
});

test('an address that leads nowhere is a wrong setting, told without its password', async () => {
  const choice = { databaseUrl: 'postgres://me:secret-word@127.0.0.1:1/tagdesk', sandbox: false };
  const opening = openInstallationDatabase(choice, '/nowhere');
  await expect(opening).rejects.toThrow(/^DATABASE_URL .*ECONNREFUSED/);
  await expect(opening).rejects.not.toThrow('secret-word');
});

test('a database without the schema gets it', async () => {
  const given = await createTestDatabase();
  onTestFinished(() => given.drop());
  const url = await ensureDatabase(given.url, `${new URL(given.url).pathname.slice(1)}_new`);
  await openInstallationDatabase({ databaseUrl: url, sandbox: false }, '/nowhere');
  expect(await databaseNameAt(url)).toBe(new URL(url).pathname.slice(1));
});

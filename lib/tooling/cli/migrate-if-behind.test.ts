import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { jobsSchemaVersion, jobsVersionStatement } from '#lib/platform/db/jobs-schema.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { migrateIfBehind } from './migrate-if-behind.ts';

/** As an instance at its start. Gives exit code and complaints. */
async function migrateInProcess(url: string): Promise<{ code: unknown; words: string }> {
  const module = fileURLToPath(new URL('./migrate-if-behind.ts', import.meta.url));
  const script = `import { migrateIfBehind } from ${JSON.stringify(module)}; await migrateIfBehind(process.env.DATABASE_URL);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code, words };
}

test('four instances that start at once on an empty database migrate it once', async () => {
  const given = await createTestDatabase();
  onTestFinished(() => given.drop());
  const url = await ensureDatabase(given.url, `${new URL(given.url).pathname.slice(1)}_fresh`);
  const ends = await Promise.all([1, 2, 3, 4].map(() => migrateInProcess(url)));
  expect(ends).toEqual(Array(4).fill({ code: 0, words: '' }));
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select count(*)::int as all, count(distinct created_at)::int as different from drizzle.__drizzle_migrations',
    );
    expect(rows[0].all).toBe(rows[0].different);
    // Nothing to do, and no lock is held.
    await migrateIfBehind(url);
    // Of this database: other tests share the server.
    const held = `select from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`;
    expect((await client.query(held)).rowCount).toBe(0);
  } finally {
    await client.end();
  }
}, 60_000);

test('an installation from before jobs gets their tables, and a role that may not make them is told how', async () => {
  const given = await createTestDatabase();
  onTestFinished(() => given.drop());
  const client = new Client({ connectionString: given.url });
  await client.connect();
  const role = `reader_${randomUUID().replaceAll('-', '')}`;
  try {
    await client.query('drop schema jobs cascade');
    await client.query(`create role ${role} login password 'secret'; grant ${role} to current_user`);
    await client.query(`grant all on schema public to ${role}; grant usage on schema drizzle to ${role};
      grant select on all tables in schema drizzle to ${role}`);
    const as = new URL(given.direct);
    Object.assign(as, { username: role, password: 'secret' });
    await expect(migrateIfBehind(as.href)).rejects.toThrow('GRANT CREATE ON DATABASE');
    await migrateIfBehind(given.url);
    expect((await client.query(jobsVersionStatement)).rows).toEqual([{ version: jobsSchemaVersion }]);
  } finally {
    await client.query(`drop owned by ${role}; drop role ${role}`);
    await client.end();
  }
});

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import { openDatabase } from './client.ts';
import { runStatement } from './run-statement.ts';
import { allowTime, inTransaction } from './transaction.ts';

const place = await createTestDatabase();
afterAll(() => place.drop());

function open(options: Parameters<typeof openDatabase>[1], url = place.url) {
  const opened = openDatabase(url, options);
  onTestFinished(() => opened.close());
  return opened;
}

/** A proxy that passes nothing on once `hush` is called. */
async function quietWay(): Promise<{ url: string; hush(): void }> {
  const { hostname, port } = new URL(place.url);
  const sockets: Socket[] = [];
  let isQuiet = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    sockets.push(near, far);
    near.on('data', (bytes) => isQuiet || far.write(bytes));
    far.on('data', (bytes) => isQuiet || near.write(bytes));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => undefined).on('close', () => other.destroy());
  });
  const own = await freePort(0);
  server.listen(own ?? 0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(place.url);
  url.port = String(own);
  return {
    url: url.href,
    hush: () => {
      isQuiet = true;
    },
  };
}

const settings = sql`select current_setting('statement_timeout') as statement,
  current_setting('idle_in_transaction_session_timeout') as idle,
  (select count(*)::int from pg_prepared_statements where name like 'tagdesk%') as named`;

test('a connection of its own keeps limits and plans', async () => {
  const { database } = open({ max: 1, statementTimeoutMs: 1_500 });
  await runStatement(database, settings);
  expect(await runStatement(database, settings)).toEqual([{ statement: '1500ms', idle: '30s', named: 1 }]);
});

test('behind a pooler it keeps nothing; a transaction brings its limits', async () => {
  const { database } = open({ max: 1, statementTimeoutMs: 1_500, pooler: 'transaction' });
  await runStatement(database, settings);
  const inside = await inTransaction(database, (one) => runStatement(one, settings));
  expect(inside).toEqual([{ statement: '1500ms', idle: '30s', named: 0 }]);
  expect(await runStatement(database, settings)).toEqual([{ statement: '0', idle: '0', named: 0 }]);
});

test.each(['none', 'transaction'] as const)(
  'who says nothing loses the connection, and nobody is given it again (pooler: %s)',
  async (pooler) => {
    const way = await quietWay();
    const { database, pool, standing } = open({ max: 1, statementTimeoutMs: 500, pooler }, way.url);
    await runStatement(database, sql`select 1`);
    way.hush();
    const begun = Date.now();
    const silent = { cause: { code: 'TAGDESK_SILENT' } };
    await expect(runStatement(database, sql`select 2`)).rejects.toMatchObject(silent);
    expect(Date.now() - begun).toBeLessThan(6_000);
    expect(pool.totalCount).toBe(0);
    expect(standing.doubtfulSince).not.toBeNull();
  },
);

test('a transaction tells what broke it, not that it could not be rolled back', async () => {
  const way = await quietWay();
  const { database } = open({ max: 1, statementTimeoutMs: 500 }, way.url);
  const work = inTransaction(database, async (one) => {
    await one.execute(sql`select 1`);
    way.hush();
    await one.execute(sql`select 2`);
  });
  await expect(work).rejects.toMatchObject({ cause: { code: 'TAGDESK_SILENT' } });
});

test('who was allowed more time is not given up, and the next one has the usual limit', async () => {
  const { database } = open({ max: 1, statementTimeoutMs: 500 });
  await inTransaction(database, async (one) => {
    await allowTime(one, 20_000);
    await one.execute(sql`select pg_sleep(4)`);
  });
  await expect(runStatement(database, sql`select pg_sleep(4)`)).rejects.toMatchObject({
    cause: { code: '57014' },
  });
});

test('a pool whose connections all wait takes nobody in for ever', async () => {
  const { database, pool } = open({ max: 1 });
  const client = await pool.connect();
  try {
    await expect(runStatement(database, sql`select 1`)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('timeout exceeded') },
    });
  } finally {
    client.release();
  }
});

import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { cancelOnAbort } from './cancel-on-abort.ts';
import { openDatabase } from './client.ts';
import { runStatement } from './run-statement.ts';

const place = await createTestDatabase();
const few = openDatabase(place.url, { max: 2 });
afterAll(async () => {
  await few.close();
  await place.drop();
});

const asked = (signal: AbortSignal) =>
  cancelOnAbort(signal, () => runStatement(few.database, sql`select pg_sleep(20)`));

test('statements of whoever left end at once, even where they hold every connection', async () => {
  const leaving = new AbortController();
  const since = Date.now();
  const all = Promise.allSettled([1, 2, 3, 4].map(() => asked(leaving.signal)));
  await expect.poll(() => few.pool.waitingCount).toBe(2);
  leaving.abort();
  for (const { status } of await all) expect(status).toBe('rejected');
  expect(Date.now() - since).toBeLessThan(10_000);
});

test('whoever stays is answered, on a connection that heard of no cancellation', async () => {
  const staying = new AbortController();
  for (let round = 0; round < 20; round += 1) {
    const leaving = new AbortController();
    const left = asked(leaving.signal).catch(() => 'left');
    const answer = cancelOnAbort(staying.signal, () => runStatement(few.database, sql`select 1 as one`));
    leaving.abort();
    expect(await answer).toEqual([{ one: 1 }]);
    expect(await left).toBe('left');
  }
});

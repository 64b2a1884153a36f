import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { consume, giveBackTo } from './consume.ts';
import { takeMemberLimit } from './member-limits.ts';
import { TokenBlocks } from './token-blocks.ts';

let open: OpenDatabase;

beforeAll(async () => {
  open = await openTestDatabase();
});

afterAll(() => open.close());

const minute = 60_000;
const endWindows = () => open.pool.query("update rate_limits set ends_at = now() - interval '1 second'");

async function taken(key: string): Promise<number | undefined> {
  const [found] = await consume(open.database, [{ key, max: 1, windowMs: minute }], 0);
  return found?.taken;
}

test('what is taken is counted per key and window, given back, and forgotten with the window', async () => {
  const limits = ['b', 'a', 'c'].map((key) => ({ key, max: 5, windowMs: minute }));
  await consume(open.database, limits.slice(0, 2), 3);
  const counts = (await consume(open.database, limits)).map((found) => found.taken);
  expect(counts).toEqual([4, 4, 1]);
  await giveBackTo(open.database, limits.slice(0, 1));
  expect(await taken('b')).toBe(3);
  await endWindows();
  const [again] = await consume(open.database, limits);
  expect(again?.taken).toBe(1);
  expect(again?.leftMs).toBeGreaterThan(minute - 5_000);
});

test('takers of the same keys in different orders do not stop each other', async () => {
  const forth = ['x', 'y', 'z'].map((key) => ({ key, max: 1, windowMs: minute }));
  const rounds = Array.from({ length: 40 }, (_, index) =>
    consume(open.database, index % 2 === 0 ? forth : forth.toReversed()),
  );
  await Promise.all(rounds);
  expect(await taken('x')).toBe(40);
});

test('nor do those who take and those who give back', async () => {
  // By digest the order of many keys is mixed, in the table as in the list.
  const limits = Array.from({ length: 12 }, (_, index) => ({ key: `g${index}`, max: 1, windowMs: minute }));
  await consume(open.database, limits, 100);
  await Promise.all(
    Array.from({ length: 150 }, (_, index) =>
      index % 2 === 0
        ? consume(open.database, limits)
        : giveBackTo(open.database, index % 4 === 1 ? limits : limits.toReversed()),
    ),
  );
  expect(await taken('g0')).toBe(100);
});

test('keys are kept as digests', async () => {
  await consume(open.database, [{ key: 'sign-in:email:my password', max: 1, windowMs: minute }]);
  const { rows } = await open.pool.query('select key from rate_limits');
  expect(JSON.stringify(rows)).not.toContain('password');
});

test('two processes together never allow more than the limit, however many ask at once', async () => {
  const limit = { key: 'acts:one', max: 100, windowMs: minute };
  const processes = [new TokenBlocks(), new TokenBlocks()];
  const waits = await Promise.all(
    Array.from({ length: 300 }, (_, index) => processes[index % 2]?.take(open.database, limit, 7)),
  );
  const allowed = waits.filter((wait) => wait === null).length;
  // Never more; fewer by at most a block per further process.
  expect(allowed).toBeLessThanOrEqual(100);
  expect(allowed).toBeGreaterThan(100 - 7);
  for (const wait of waits) if (wait) expect(wait).toBeLessThanOrEqual(minute);
});

test('a block costs one statement, and being refused none', async () => {
  let statements = 0;
  const counting = {
    $client: new Proxy(open.database.$client, {
      get(pool, name) {
        if (name === 'query') statements += 1;
        const value: unknown = Reflect.get(pool, name);
        return typeof value === 'function' ? value.bind(pool) : value;
      },
    }),
  };
  const limit = { key: 'acts:cheap', max: 120, windowMs: minute };
  const blocks = new TokenBlocks();
  for (let act = 0; act < 200; act += 1) await blocks.take(counting, limit, 60);
  // Two blocks, an empty one, and the cleaning.
  expect(statements).toBe(4);
});

test('an exact limit lets through as many as it says, and again when its window is over', async () => {
  const limit = { key: 'exports:one', max: 3, windowMs: 300 };
  const blocks = new TokenBlocks();
  const take = () => blocks.take(open.database, limit, 1);
  expect([await take(), await take(), await take()]).toEqual([null, null, null]);
  const wait = await take();
  expect(wait).toBeGreaterThan(0);
  await expect.poll(take, { interval: 50 }).toBeNull();
});

test('who has used up their share is told when to come back; others go on', async () => {
  const { limits } = readSettings({ TAGDESK_EXPORTS_PER_HOUR: '2' });
  const take = (memberId: string) => takeMemberLimit(open.database, memberId, 'exports', limits);
  await take('ana');
  await take('ana');
  await expect(take('ana')).rejects.toMatchObject({
    code: 'limited',
    message: 'You have made 2 exports within an hour, the most there can be. Try again in 60 minutes.',
    retryAfter: expect.closeTo(3_600, -1),
  });
  await take('ben');
});

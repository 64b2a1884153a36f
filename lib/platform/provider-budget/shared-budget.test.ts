import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { onBehalfOfRun } from '#lib/providers/call-kind.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import {
  callOnce,
  callsSeen,
  maxAtOnce,
  maxWithin,
  openProcess,
  someone,
} from '#lib/testing/provider-budget.ts';
import { createTestEnvironment } from '#lib/testing/test-environment.ts';
import { createSharedLimiter } from './shared-limiter.ts';
import { takeCalls } from './take-calls.ts';

const ids: ProviderId[] = [...providerIds];

/** Two processes, each with its own pool. `limits`: of every provider. */
async function twoProcesses(limits: { perSecond?: number; concurrent?: number }) {
  const settings = Object.fromEntries(
    ids.flatMap((id) => [
      [`${id.toUpperCase()}_MAX_PER_SECOND`, String(limits.perSecond ?? 1_000)],
      [`${id.toUpperCase()}_MAX_CONCURRENT`, String(limits.concurrent ?? 4)],
    ]),
  );
  const env = await createTestEnvironment(settings);
  onTestFinished(() => env.stop());
  await env.person(someone);
  const [one, other] = [openProcess(env), openProcess(env)];
  onTestFinished(async () => {
    await Promise.all([one.stop(), other.stop()]);
  });
  // FRAGMENT's tokens exist, and its burst has come back.
  await Promise.all([one, other].map((own) => callOnce(own.client('fragment'))));
  await env.control('DELETE', 'log');
  return { env, one, other };
}

async function heldAt(id: ProviderId, pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ held: number }>(
    `select coalesce(sum((p.value ->> 'held')::int), 0)::int as held
     from provider_budgets b cross join lateral jsonb_each(b.processes) p where b.provider = $1`,
    [id],
  );
  return rows[0]?.held ?? 0;
}

const many = (count: number, call: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, () => call()));

const holdUp = (env: { control: (...words: [string, string, unknown]) => Promise<unknown> }, ms: number) =>
  env.control('PUT', 'settings', { latencyMs: { min: ms, max: ms } });

test.each(ids)('%s gets no more calls a second from two processes than from one', async (id) => {
  const { env, one, other } = await twoProcesses({ perSecond: 40 });
  await Promise.all([one, other].map((own) => many(30, () => callOnce(own.client(id)))));
  const seen = await callsSeen(env, id);
  expect(seen).toHaveLength(60);
  const lateMs = 100;
  for (const windowMs of [100, 250, 500, 1_000]) {
    expect(maxWithin(seen, windowMs)).toBeLessThanOrEqual(4 + 0.04 * (windowMs + lateMs));
  }
  // A lower bound for a busy machine.
  expect((seen.at(-1)?.at ?? 0) - (seen[0]?.at ?? 0)).toBeLessThan(3_000);
});

test.each(ids)('%s never has more calls at once from two processes than from one', async (id) => {
  const { env, one, other } = await twoProcesses({ concurrent: 3 });
  // All are held for as long, so those that came in that time overlapped.
  await holdUp(env, 60);
  await Promise.all([
    many(12, () => callOnce(one.client(id))),
    onBehalfOfRun(() => many(12, () => callOnce(other.client(id)))),
  ]);
  const seen = await callsSeen(env, id);
  expect(seen).toHaveLength(24);
  expect(maxAtOnce(seen, 60)).toBe(3);
});

test.each(ids)('what %s tells one process of a pause holds for the other', async (id) => {
  const { env, one, other } = await twoProcesses({});
  await env.control('POST', 'faults', { provider: id, kind: 'rate-limit', retryAfter: 30 });
  await expect(callOnce(one.client(id))).rejects.toThrow();
  await expect(callOnce(other.client(id))).rejects.toThrow('asked to wait');
  await expect(callOnce(one.client(id))).rejects.toThrow('asked to wait');
  expect(await callsSeen(env, id)).toHaveLength(1);
});

test.each(ids)('a short pause of %s is sat out by both, to its end', async (id) => {
  const { env, one, other } = await twoProcesses({});
  await env.control('POST', 'faults', { provider: id, kind: 'rate-limit', retryAfter: 1 });
  const heard = callOnce(one.client(id));
  await expect.poll(async () => (await callsSeen(env, id))[0]?.status).toBe(429);
  await Promise.all([heard, many(6, () => callOnce(other.client(id)))]);
  const [refused, ...later] = await callsSeen(env, id);
  expect(later).toHaveLength(7);
  for (const { at } of later) expect(at - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
});

test('an edit among the calls of a run gets its turn within one call’s time', async () => {
  const { env, one, other } = await twoProcesses({ concurrent: 2 });
  await holdUp(env, 150);
  let sending = true;
  const run = onBehalfOfRun(() =>
    many(6, async () => {
      while (sending) await callOnce(one.client('vero'));
    }),
  );
  for (let edit = 0; edit < 5; edit += 1) {
    const began = performance.now();
    await callOnce(other.client('vero'));
    // Its own call, the one before, a tick of the run's process and its own poll.
    expect(performance.now() - began).toBeLessThan(150 + 150 + 50 + 25 + 100);
  }
  sending = false;
  await run;
  expect(maxAtOnce(await callsSeen(env, 'vero'), 150)).toBe(2);
});

test('an edit finds a start where a run keeps a slow rate busy', async () => {
  const { one, other } = await twoProcesses({ perSecond: 1.6 });
  let sending = true;
  const run = onBehalfOfRun(() =>
    many(4, async () => {
      while (sending) await callOnce(one.client('capillary'));
    }),
  );
  // Uses up the run's stock.
  for (let calls = 0; calls < 2; calls += 1) await onBehalfOfRun(() => callOnce(one.client('capillary')));
  const began = performance.now();
  await callOnce(other.client('capillary'));
  expect(performance.now() - began).toBeLessThan(400);
  sending = false;
  await run;
});

test('a process that stops gives back all that it holds', async () => {
  const { env, other } = await twoProcesses({ concurrent: 1 });
  const stopped = openProcess(env, { VERO_MAX_CONCURRENT: '1' });
  await callOnce(stopped.client('vero'));
  await stopped.stop();
  expect(await heldAt('vero', env.open.pool)).toBe(0);
  await callOnce(other.client('vero'));
});

test('a turn that was asked for an edit goes back when the edit does not come', async () => {
  const { env, other } = await twoProcesses({ concurrent: 1 });
  const { context, open } = env;
  // Connections are open, as in a serving process.
  await Promise.all([1, 2, 3].map(() => open.pool.query('select pg_sleep(0.01)')));
  context.providers.expectEdit('vero');
  await expect.poll(() => heldAt('vero', open.pool)).toBe(1);
  await callOnce(other.client('vero'));
  await expect.poll(() => heldAt('vero', open.pool)).toBe(0);
});

/** A process's part of a wide budget, and its number of queries. */
async function countingLimiter() {
  const { env } = await twoProcesses({});
  const limits = { perSecond: 1_000, concurrent: 50, maxPauseMs: 2_000 };
  const take = takeCalls(env.open.pool, { provider: 'vero', process: randomUUID(), ...limits });
  let asked = 0;
  const limiter = createSharedLimiter({
    provider: 'vero',
    limits,
    take: (ask) => {
      asked += 1;
      return take(ask);
    },
  });
  onTestFinished(() => limiter.close());
  return { limiter, asked: () => asked, held: () => heldAt('vero', env.open.pool) };
}

test('a run asks for many calls at a time', async () => {
  const { limiter, asked } = await countingLimiter();
  const began = performance.now();
  await onBehalfOfRun(() => many(600, () => limiter.run(async () => undefined)));
  const seconds = (performance.now() - began) / 1_000;
  expect(seconds).toBeGreaterThan(0.45);
  expect(asked()).toBeLessThan(45 * seconds + 5);
});

test('who edits on finds calls at hand, and they go back when nobody does', async () => {
  const { limiter, asked, held } = await countingLimiter();
  const call = () => new Promise((answered) => setTimeout(answered, 5));
  for (let edit = 0; edit < 60; edit += 1) await limiter.run(call);
  expect(asked()).toBeLessThan(30);
  await expect.poll(held).toBe(0);
});

test('a budget that cannot be asked lets nothing out, and says so before long', async () => {
  const { env, one } = await twoProcesses({});
  const holder = new pg.Client({ connectionString: env.environment.DATABASE_URL });
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('begin');
  await holder.query('lock table provider_budgets in access exclusive mode');
  const refused = await one
    .client('vero')
    .check()
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProviderError);
  expect(refused).toMatchObject({
    code: 'unavailable',
    mayHaveApplied: false,
    retryAfterMs: 2_000,
    message: expect.stringContaining('Nothing was sent'),
  });
  expect(await callsSeen(env, 'vero')).toEqual([]);
  await holder.query('rollback');
  await one.client('vero').check();
  expect(await callsSeen(env, 'vero')).toHaveLength(1);
});

test('a database that crashed forgets the budget, and calls go on', async () => {
  const { env, one } = await twoProcesses({});
  await callOnce(one.client('vero'));
  // As crash recovery does to unlogged tables.
  await env.open.pool.query('truncate provider_budgets');
  await callOnce(one.client('vero'));
  expect(await callsSeen(env, 'vero')).toHaveLength(2);
});

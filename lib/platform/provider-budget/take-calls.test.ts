import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { type Ask, leaseMs, type TakeCalls, takeCalls } from './take-calls.ts';

let open: OpenDatabase;
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open.close());

const nothing: Ask = {
  kept: 0,
  edits: 0,
  runCalls: 0,
  runStarts: 0,
  block: 1,
  stock: 0,
  unused: 0,
  pauseMs: 0,
};
const forRun = (calls: number): Partial<Ask> => ({ runCalls: calls, runStarts: calls, block: calls });

/** Processes that share one provider's empty row. */
async function processes(...limits: { perSecond: number; concurrent: number }[]) {
  await open.pool.query('truncate provider_budgets');
  return limits.map((own): ((ask: Partial<Ask>) => ReturnType<TakeCalls>) => {
    const take = takeCalls(open.pool, { provider: 'vero', process: randomUUID(), ...own });
    return (ask) => take({ ...nothing, ...ask });
  });
}

test('of several settings in use at the same time the smaller ones count', async () => {
  const [wide, narrow] = await processes(
    { perSecond: 1_000, concurrent: 50 },
    { perSecond: 0.001, concurrent: 2 },
  );
  expect(await narrow?.({ edits: 1 })).toMatchObject({ edits: 1 });
  expect(await wide?.({ edits: 5 })).toMatchObject({ edits: 1 });
  expect((await wide?.({ kept: 1, edits: 1 }))?.waitMs).toBeGreaterThan(100_000);
  // Processes that no longer call do not count.
  await narrow?.({});
  expect((await wide?.({ kept: 1, edits: 5 }))?.waitMs).toBeLessThan(10);
});

test('a run leaves to edits what they wait for, and is told to give up what it holds', async () => {
  const limits = { perSecond: 1_000, concurrent: 4 };
  const [run, edit] = await processes(limits, limits);
  expect(await run?.(forRun(10))).toMatchObject({ calls: 4, owed: 0 });
  expect(await edit?.({ edits: 1 })).toMatchObject({ edits: 0, waitMs: 0 });
  expect(await run?.({ ...forRun(10), kept: 4 })).toMatchObject({ calls: 0, owed: 1 });
  expect(await run?.({ ...forRun(10), kept: 3 })).toMatchObject({ calls: 0, owed: 0 });
  expect(await edit?.({ edits: 1 })).toMatchObject({ edits: 1 });
});

test('two starts are left for edits where a run keeps the rate busy', async () => {
  const limits = { perSecond: 1.6, concurrent: 4 };
  const [run, edit] = await processes(limits, limits);
  for (const expected of [1, 1, 0]) {
    expect(await run?.({ runCalls: 1, runStarts: 1 })).toMatchObject({ starts: expected });
  }
  expect(await edit?.({ edits: 2 })).toMatchObject({ edits: 2 });
  const refused = await edit?.({ edits: 1 });
  expect(refused).toMatchObject({ edits: 0 });
  expect(refused?.waitMs).toBeGreaterThan(500);
  expect(refused?.waitMs).toBeLessThanOrEqual(625);
});

test('edits of several processes take turns', async () => {
  const limits = { perSecond: 1_000, concurrent: 1 };
  const [first, second, third] = await processes(limits, limits, limits);
  expect(await first?.({ edits: 1 })).toMatchObject({ edits: 1 });
  expect(await second?.({ edits: 3 })).toMatchObject({ edits: 0 });
  expect(await third?.({ edits: 1 })).toMatchObject({ edits: 0 });
  // The first one ends and wants another: others were there before.
  expect(await first?.({ edits: 1 })).toMatchObject({ edits: 0 });
  expect(await third?.({ edits: 1 })).toMatchObject({ edits: 0 });
  expect(await second?.({ edits: 3 })).toMatchObject({ edits: 1 });
});

test('nobody is let out before the longest pause that anybody heard of ends', async () => {
  const limits = { perSecond: 1_000, concurrent: 4 };
  const [one, other] = await processes(limits, limits);
  await one?.({ pauseMs: 60_000 });
  await one?.({ pauseMs: 10 });
  const paused = await other?.({ edits: 1, ...forRun(2) });
  expect(paused).toMatchObject({ edits: 0, calls: 0, starts: 0 });
  expect(paused?.pausedMs).toBeGreaterThan(59_000);
});

test('a process that does not ask any more loses what it held when its lease ends', async () => {
  const limits = { perSecond: 1_000, concurrent: 1 };
  const [dead, alive] = await processes(limits, limits);
  await dead?.({ edits: 1 });
  expect(await alive?.({ edits: 1 })).toMatchObject({ edits: 0 });
  await open.pool.query(
    `update provider_budgets set processes = (select jsonb_object_agg(key,
       value || jsonb_build_object('leaseUntil', (value ->> 'leaseUntil')::float8 - $1)) from jsonb_each(processes))`,
    [leaseMs],
  );
  expect(await alive?.({ edits: 1 })).toMatchObject({ edits: 1 });
});

type Step = { process: number; ended: number; edits: number; run: number; stocked: boolean };
const step: fc.Arbitrary<Step> = fc.record({
  process: fc.nat({ max: 2 }),
  ended: fc.nat({ max: 6 }),
  edits: fc.nat({ max: 4 }),
  run: fc.nat({ max: 8 }),
  stocked: fc.boolean(),
});

test('however processes ask: never more calls at once, nor more starts, than the provider allows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      fc.constantFrom(5, 20, 100),
      fc.integer({ min: 1, max: 6 }),
      async (steps, perSecond, concurrent) => {
        const block = Math.max(1, Math.floor(perSecond / 20));
        const limits = { perSecond, concurrent };
        const takes = await processes(limits, limits, limits);
        const held = [0, 0, 0];
        const stocks = [0, 0, 0];
        const began = performance.now();
        let starts = 0;
        for (const { process, ended, edits, run, stocked } of steps) {
          const kept = Math.max(0, (held[process] ?? 0) - ended);
          const stock = stocked ? (stocks[process] ?? 0) : 0;
          const unused = (stocks[process] ?? 0) - stock;
          const ask = { kept, edits, runCalls: run, runStarts: run, block, stock, unused };
          const grant = await takes[process]?.(ask);
          if (!grant) throw new Error('No such process.');
          held[process] = kept + grant.edits + grant.calls;
          stocks[process] = stock + grant.starts;
          starts += grant.edits + grant.starts - unused;
          expect(held.reduce((sum, own) => sum + own)).toBeLessThanOrEqual(concurrent);
          expect(stocks[process]).toBeLessThanOrEqual(block);
          const burst = Math.max(1, concurrent, perSecond / 10);
          const accrued = (perSecond * (performance.now() - began)) / 1000;
          expect(starts).toBeLessThanOrEqual(burst + accrued + 1e-6);
        }
      },
    ),
    { numRuns: 40 },
  );
});

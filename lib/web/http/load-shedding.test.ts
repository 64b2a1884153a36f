import { afterEach, beforeEach, expect, test } from 'vitest';
import { processPool } from '#lib/platform/db/process-pool.ts';
import { isOverloaded, waitForCapacity } from './load-shedding.ts';

const pool = { waitingCount: 0, query: () => Promise.resolve() };

beforeEach(() => {
  processPool().opened = { pool, standing: { doubtfulSince: null } };
});

afterEach(() => {
  pool.waitingCount = 0;
});

test('while the database keeps up everybody is let in, a crowd in its order', async () => {
  const order: number[] = [];
  const entered = Array.from({ length: 100 }, async (_, index) => {
    const isIn = await waitForCapacity();
    order.push(index);
    return isIn;
  });
  expect(await Promise.all(entered)).toEqual(entered.map(() => true));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test('behind a database that stands still nobody is let in, and nobody waits for ever', async () => {
  pool.waitingCount = 50;
  expect(isOverloaded()).toBe(false);
  const since = Date.now();
  expect(await Promise.all([waitForCapacity(), waitForCapacity()])).toEqual([false, false]);
  expect(Date.now() - since).toBeLessThan(8_000);
  pool.waitingCount = 300;
  expect(isOverloaded()).toBe(true);
  expect(await waitForCapacity()).toBe(false);
});

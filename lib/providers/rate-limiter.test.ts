import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CallsPaused } from './calls-refused.ts';
import { createRateLimiter } from './rate-limiter.ts';

const quick = { perSecond: 10_000, concurrent: 2, maxPauseMs: 100 };

test('tasks start in the order they came, at most `concurrent` at once', async () => {
  const limiter = createRateLimiter(quick);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  await Promise.all(
    [0, 1, 2, 3, 4, 5].map((number) =>
      limiter.run(async () => {
        started.push(number);
        running += 1;
        most = Math.max(most, running);
        await sleep(5);
        running -= 1;
      }),
    ),
  );
  expect(started).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test('after the saved-up starts the pace is kept, neither exceeded nor wasted', async () => {
  const limiter = createRateLimiter({ perSecond: 50, concurrent: 5, maxPauseMs: 100 });
  const began = performance.now();
  await Promise.all(Array.from({ length: 15 }, () => limiter.run(async () => {})));
  const tookMs = performance.now() - began;
  // 5 at once, then 10 at 20 ms each.
  expect(tookMs).toBeGreaterThan(190);
  expect(tookMs).toBeLessThan(1_000);
});

test('a failing task fails for its caller only', async () => {
  const limiter = createRateLimiter({ ...quick, concurrent: 1 });
  const failing = limiter.run(() => Promise.reject(new Error('mine')));
  const working = limiter.run(async () => 'fine');
  await expect(failing).rejects.toThrow('mine');
  await expect(working).resolves.toBe('fine');
});

test('a short pause is waited for', async () => {
  const limiter = createRateLimiter(quick);
  await limiter.pause(60);
  const began = performance.now();
  await limiter.run(async () => {});
  expect(performance.now() - began).toBeGreaterThanOrEqual(55);
});

test('a long pause is told at once, also to those who wait already', async () => {
  const limiter = createRateLimiter({ ...quick, concurrent: 1 });
  const release = Promise.withResolvers<void>();
  const inFlight = limiter.run(() => release.promise);
  const waiting = limiter.run(async () => 'never');
  await limiter.pause(5_000);
  await expect(waiting).rejects.toThrow(CallsPaused);
  release.resolve();
  await expect(inFlight).resolves.toBeUndefined();
  await expect(limiter.run(async () => 'never')).rejects.toMatchObject({ remainingMs: expect.any(Number) });
});

test('a shorter pause does not end a longer one', async () => {
  const limiter = createRateLimiter(quick);
  await limiter.pause(5_000);
  await limiter.pause(1);
  await expect(limiter.run(async () => {})).rejects.toThrow(CallsPaused);
});

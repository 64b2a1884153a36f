import { expect, test } from 'vitest';
import type { Child } from './child.ts';
import { keepRunning } from './keep-running.ts';

/** Stands for a process that ends when told to. */
function endable(): { child: Child; end: () => void } {
  const ended = Promise.withResolvers<string>();
  const end = () => ended.resolve('code 1');
  const child: Child = { pid: 1, ended: ended.promise, openOutput() {}, stop: async () => end() };
  return { child, end };
}

test('a child that dies comes back, and stays away once it was stopped', async () => {
  const started: ReturnType<typeof endable>[] = [];
  const kept = keepRunning('worker', () => {
    const next = endable();
    started.push(next);
    return next.child;
  });
  started[0]?.end();
  await expect.poll(() => started.length, { timeout: 3000 }).toBe(2);
  await kept.stop(100);
  expect(await started[1]?.child.ended).toBe('code 1');
  expect(started).toHaveLength(2);
});

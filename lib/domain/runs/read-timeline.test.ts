import { expect, test } from 'vitest';
import { stepFor, timelineSteps } from './read-timeline.ts';

test('steps are usual lengths, and cover the time with room for its last moment', () => {
  expect(stepFor(0)).toBe(1_000);
  expect(stepFor(27_999)).toBe(1_000);
  expect(stepFor(28_000)).toBe(2_000);
  expect(stepFor(5 * 60_000)).toBe(12_000);
  for (const span of [1, 40_000, 3_600_000, 30 * 86_400_000, 400 * 86_400_000])
    expect(stepFor(span) * timelineSteps).toBeGreaterThan(span);
});

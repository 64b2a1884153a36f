import { expect, test } from 'vitest';
import { barsOf, formatTimeline } from './timeline.ts';

const from = '2026-11-21T09:50:00.000Z';
const time = (at: number) => new Date(at).toISOString().slice(11, 19);

test('few errors among many are still to be seen', () => {
  expect(barsOf({ made: [1_000, 0, 499], errors: [0, 0, 1] }, 24)).toEqual([
    { step: 0, height: 24, errors: 0 },
    { step: 2, height: 12, errors: 3 },
  ]);
  expect(barsOf({ made: [0], errors: [0] }, 24)).toEqual([]);
});

test('the sentence says when errors began and when it was worst', () => {
  const provider = {
    provider: 'vero' as const,
    made: [20, 20, 0],
    errors: [0, 2, 8],
    firstErrorAt: '2026-11-21T09:50:12.000Z',
  };
  expect(formatTimeline(provider, { from, stepMs: 10_000, providers: [provider] }, time)).toBe(
    '40 changes went well, 10 did not. First error at 09:50:12; most, 8, in the 10 s from 09:50:20',
  );
  const calm = { ...provider, errors: [0, 0, 0], firstErrorAt: null };
  expect(formatTimeline(calm, { from, stepMs: 10_000, providers: [calm] }, time)).toBe(
    '40 changes went well, no errors',
  );
});

import { expect, test } from 'vitest';
import { countErrors, formatOutcomes, outcomeSegments } from './outcomes.ts';

const none = { confirmed: 0, accepted: 0, refused: 0, failed: 0, unknown: 0, cancelled: 0, 'no-op': 0 };

test('accepted and confirmed are different parts of the bar, and no change is left out of it', () => {
  const counts = {
    confirmed: 1,
    accepted: 2,
    refused: 4,
    failed: 8,
    unknown: 16,
    cancelled: 32,
    'no-op': 64,
  };
  const segments = outcomeSegments(counts);
  expect(segments.reduce((sum, { amount }) => sum + amount, 0)).toBe(127);
  expect(new Set(segments.map(({ look }) => look)).size).toBe(segments.length);
});

test('errors are what somebody must look at', () => {
  expect(countErrors({ ...none, accepted: 9, cancelled: 9, refused: 1, failed: 2, unknown: 3 })).toBe(6);
});

test('the bar is said in words', () => {
  expect(formatOutcomes({ ...none, accepted: 6_352, failed: 12 }, 11_218)).toBe(
    '6,352 accepted, 12 failed, of 11,218',
  );
  expect(formatOutcomes(none, 3)).toBe('Nothing yet, of 3');
});

import { expect, test } from 'vitest';
import { newsOf } from './news.ts';

const none = { confirmed: 0, accepted: 0, refused: 0, failed: 0, unknown: 0, cancelled: 0, 'no-op': 0 };
const run: Parameters<typeof newsOf>[0] = {
  id: 7,
  status: 'running',
  lanes: [],
  counts: none,
  done: 0,
  changes: 100,
};

test('progress is said at each quarter, not at each change', () => {
  expect(newsOf({ ...run, done: 10 }, { ...run, done: 24 })).toBeNull();
  expect(newsOf({ ...run, done: 24 }, { ...run, done: 26 })).toBe('Run 7: 25 %');
});

test('another status is said before any number', () => {
  expect(newsOf({ ...run, done: 24 }, { ...run, done: 100, status: 'finished' })).toBe('Run 7: finished');
});

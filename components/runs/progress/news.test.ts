import { expect, test } from 'vitest';
import type { RunLane } from '#lib/runs/schemas.ts';
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

function aLane(provider: RunLane['provider'], state: RunLane['state']): RunLane {
  const plan = {
    change: 1,
    noOp: 0,
    noIdentity: 0,
    refused: 0,
    skipped: 0,
    calls: 1,
    expectedMs: 50,
    reasons: [],
  };
  const pace = { perSecond: 20, concurrent: 4 };
  return { provider, state, hold: null, plan, counts: none, open: 0, pace, rate: null, leftMs: null };
}

test('progress is said at each quarter, not at each change', () => {
  expect(newsOf({ ...run, done: 10 }, { ...run, done: 24 })).toBeNull();
  expect(newsOf({ ...run, done: 24 }, { ...run, done: 26 })).toBe('Run 7: 25 %');
});

test('another status is said before any number', () => {
  expect(newsOf({ ...run, done: 24 }, { ...run, done: 100, status: 'finished' })).toBe('Run 7: finished');
});

test('lanes that were cancelled are told by their providers’ names', () => {
  const lanes = [aLane('vero', 'finished'), aLane('fragment', 'cancelled')];
  expect(newsOf({ ...run, lanes }, { ...run, lanes, status: 'cancelled' })).toBe(
    'Run 7: finished, FRAGMENT cancelled',
  );
});

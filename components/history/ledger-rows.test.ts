import { expect, test } from 'vitest';
import type { HistoryStory, StoryEntry } from '#lib/shared/history.ts';
import { ledgerRows, rowKey, type StoryLines } from './ledger-rows.ts';
import { formatStoryCounts, onlyOutcome } from './story-words.ts';

const event = (id: number): Extract<StoryEntry, { entry: 'event' }> => ({
  entry: 'event',
  at: '2026-11-20T08:00:00.000Z',
  event: {
    id,
    at: '2026-11-20T08:00:00.000Z',
    kind: 'sign-out',
    memberId: null,
    actor: 'Ana',
    subject: '',
    detail: {},
  },
});
const run = (counts: HistoryStory['counts'], total: number, hasMore = false): HistoryStory => ({
  ...{ key: 'run-1', title: 'Add vip', memberId: 'ana', actor: 'Ana', note: '', runId: 1, importId: null },
  ...{ providers: [], counts, hasMore, total, lines: [] },
});
const list = (open: [string, StoryLines][]) =>
  ledgerRows(
    [{ entry: 'story', at: event(1).at, story: run({ accepted: 3 }, 3) }, event(9)],
    new Map(open),
  ).map(rowKey);

test('a story unfolds in place, page by page, to its end', () => {
  const page = (ids: number[], next: string | null) => ({
    entries: ids.map(event),
    next,
    lookedBackTo: null,
  });
  const read = { isReading: false, hasFailed: false };
  expect(list([])).toEqual(['run-1', 'e9']);
  expect(list([['run-1', { ...read, pages: [], isReading: true }]])).toEqual(['run-1', 'run-1 rest', 'e9']);
  expect(list([['run-1', { ...read, pages: [page([3, 2], '2.0')] }]])).toEqual([
    'run-1',
    'run-1 e3',
    'run-1 e2',
    'run-1 rest',
    'e9',
  ]);
  const whole = [page([3, 2], '2.0'), page([1], null)];
  expect(list([['run-1', { ...read, pages: whole }]])).toEqual([
    'run-1',
    'run-1 e3',
    'run-1 e2',
    'run-1 e1',
    'e9',
  ]);
});

test.each([
  [run({ accepted: 560, confirmed: 2, refused: 290, cancelled: 2 }, 854), '562 made, 292 not'],
  [run({ confirmed: 1_204, pending: 6, unknown: 3 }, 1_213), '1,204 made, 3 unknown, 6 pending'],
  [run({ refused: 292 }, 854), '292 of 854 fit'],
  [run({ refused: 1_000 }, 100_000, true), '1,000+ of 100,000 fit'],
])('counts are told in words (%#)', (story, text) => {
  expect(formatStoryCounts(story)).toBe(text);
});

test('one outcome is told as a line’s, several as a bar', () => {
  expect(onlyOutcome(run({ accepted: 3 }, 3))).toBe('accepted');
  expect(onlyOutcome(run({ accepted: 3, refused: 1 }, 4))).toBe(null);
});

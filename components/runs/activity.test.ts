import { expect, test } from 'vitest';
import type { RunStatus, RunSummary } from '#lib/shared/runs.ts';
import { badgeOf, endsOfOwn, formatEnded, justEnded } from './activity.ts';

const none = { confirmed: 0, accepted: 0, refused: 0, failed: 0, unknown: 0, cancelled: 0, 'no-op': 0 };

function run(id: number, status: RunStatus, mine = true): RunSummary {
  return {
    id,
    status,
    mine,
    direct: false,
    starter: null,
    name: '',
    note: '',
    source: { kind: 'filter', q: '', leftOut: 0 },
    operations: [],
    title: 'Add vip at Vero',
    actor: 'Nkechi',
    users: 3,
    createdAt: '2026-11-20T09:00:00Z',
    plannedAt: null,
    startAt: null,
    startedAt: null,
    endedAt: null,
    undoOf: null,
    retryOf: null,
    tryOf: null,
    changes: 3,
    done: 0,
    counts: none,
    providers: [],
  };
}

test('the badge tells moving from waiting, and what ended unseen', () => {
  expect(badgeOf([run(1, 'paused'), run(2, 'finished')], 0)?.text).toBe('1 waiting');
  expect(badgeOf([run(2, 'finished')], 2)?.text).toBe('2 finished');
  expect(badgeOf([run(2, 'finished'), run(3, 'planned')], 0)).toBeNull();
});

test('a run tells its owner once that it has ended, and nobody else', () => {
  const before = new Map<number, RunStatus>([
    [1, 'running'],
    [2, 'running'],
    [3, 'finished'],
    [4, 'running'],
  ]);
  const now = [run(1, 'finished'), run(2, 'finished', false), run(3, 'finished'), run(4, 'cancelled')];
  expect(justEnded(before, [...now, run(5, 'finished')]).map(({ id }) => id)).toEqual([1, 4]);
});

test('ends are told of one’s own finished runs, also of those that one only started', () => {
  const ended = (id: number, endedAt: string, mine = true) => ({ ...run(id, 'finished', mine), endedAt });
  const starter = { name: 'Ana', isMe: true };
  expect(
    endsOfOwn([
      ended(1, '2026-11-21T09:00:00.000Z'),
      ended(2, '2026-11-21T10:00:00.000Z', false),
      { ...ended(3, '2026-11-21T11:00:00.000Z', false), starter },
      run(4, 'running'),
    ]),
  ).toEqual(['2026-11-21T11:00:00.000Z', '2026-11-21T09:00:00.000Z']);
});

test('errors are told with the news', () => {
  expect(
    formatEnded({ ...run(7, 'finished'), done: 10, counts: { ...none, confirmed: 9, refused: 1 } }),
  ).toBe('Run 7 is finished, 1 refused: 9 changes went through');
  expect(
    formatEnded({ ...run(7, 'cancelled'), done: 10, counts: { ...none, accepted: 4, cancelled: 6 } }),
  ).toBe('Run 7 is cancelled: 4 changes went through, 6 were cancelled');
});

test('an edit of a selection is no news on the badge: it was told where it was made', () => {
  const endedAt = '2026-11-21T09:00:00.000Z';
  expect(endsOfOwn([{ ...run(1, 'finished'), endedAt, direct: true }])).toEqual([]);
});

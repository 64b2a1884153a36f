import { expect, test } from 'vitest';
import type { DriftGroup, DriftRow } from '#lib/shared/drift.ts';
import { isPicked, keyOfGroup, nothingPicked, pickedInput, togglePicked, treeRows } from './drift-rows.ts';

const at = '2026-11-30T09:00:00Z';
const pair = { provider: 'fragment', key: 'plan', direction: 'other', ours: 'pro', theirs: 'team' } as const;
const given = { by: 'Ana', at, run: null };
const person = { userId: 7, title: 'Ada', email: '' };
const group: DriftGroup = {
  ...pair,
  count: 3,
  sample: person,
  given,
  since: at,
  isStopped: false,
  rule: null,
};
const row = (id: number): DriftRow => ({
  ...pair,
  ...person,
  id,
  given,
  oursProof: 'confirmed',
  firstSeen: at,
  lastSeen: at,
  timesSeen: 1,
  isStopped: false,
  foundIn: 1,
  state: 'open',
  decidedBy: null,
  decidedAt: null,
  putBackAt: null,
});
const key = keyOfGroup(pair);

test('a group unfolds to its users, and says what is left', () => {
  expect(treeRows([group], new Map()).map(({ entry }) => entry)).toEqual(['group']);
  const more = treeRows([group], new Map([[key, { rows: [row(1), row(2)], hasMore: true, state: 'more' }]]));
  expect(more.map(({ entry }) => entry)).toEqual(['group', 'user', 'user', 'rest']);
  expect(more.at(-1)).toMatchObject({ left: 1, state: 'more' });
  const all = treeRows([group], new Map([[key, { rows: [row(1)], hasMore: false, state: 'more' }]]));
  expect(all.map(({ entry }) => entry)).toEqual(['group', 'user']);
});

test('picked rows and groups, each difference once', () => {
  const rows = treeRows([group], new Map([[key, { rows: [row(1), row(2)], hasMore: true, state: 'more' }]]));
  const [head, first] = rows;
  if (!head || !first) throw new Error('There are rows.');
  const one = togglePicked(first, nothingPicked);
  expect(pickedInput(rows, one)).toEqual({ ids: [1], groups: [], count: 1 });
  const both = togglePicked(head, one);
  expect(pickedInput(rows, both)).toEqual({ ids: [], groups: [pair], count: 3 });
  expect(rows.filter((each) => isPicked(each, both))).toHaveLength(3);
  expect(pickedInput(rows, togglePicked(head, both)).count).toBe(1);
});

import { expect, test } from 'vitest';
import { type Group, rank } from './rank.ts';

type Entry = { label: string; words?: readonly string[] };

const group = (heading: string, ...labels: string[]): Group<Entry> => ({
  heading,
  entries: labels.map((label) => ({ label })),
  max: 3,
});
const shown = (groups: readonly Group<Entry>[], text: string) =>
  rank(groups, text).map(
    ({ heading, entries }) => `${heading}: ${entries.map(({ label }) => label).join(', ')}`,
  );

test('without a text everything is there in its order, but no empty group', () => {
  expect(shown([group('Do', 'B', 'A', 'D', 'C'), group('Views')], ' ')).toEqual(['Do: B, A, D, C']);
});

test('the whole name comes before its beginning, words before parts of words', () => {
  const names = group('Do', 'Preview', 'Save view', 'Views', 'View');
  expect(shown([{ ...names, max: 9 }], 'view')).toEqual(['Do: View, Views, Save view, Preview']);
});

test('the group with the best entry comes first, the given order decides between equals', () => {
  const [users, pages, tags] = [group('Users', 'Bruno'), group('Pages', 'Runs'), group('Tags', 'run')];
  expect(shown([users, pages, tags], 'run')).toEqual(['Tags: run', 'Pages: Runs', 'Users: Bruno']);
  expect(shown([group('Users', 'Ada'), group('Do', 'Add tag')], 'ad')).toEqual(['Users: Ada', 'Do: Add tag']);
});

test('words are found in any order and letter case, and by what is said beside the name', () => {
  expect(shown([group('Users', 'Kanya Bautista', 'Kanya Ode')], 'BAUT  kanya')).toEqual([
    'Users: Kanya Bautista',
  ]);
  const runs: Group<Entry> = { heading: 'Runs', entries: [{ label: 'Add vip', words: ['Run 12'] }], max: 3 };
  expect(shown([runs], 'run 12')).toEqual(['Runs: Add vip']);
  expect(shown([runs], 'run 13')).toEqual([]);
});

test('what the server found stays, after what matches by its name', () => {
  const users = { ...group('Users', 'Ada', 'Vip Winter'), found: true };
  expect(shown([users, group('Do', 'Next row')], 'vip')).toEqual(['Users: Vip Winter, Ada']);
});

test('a group shows its best entries only', () => {
  expect(shown([group('Tags', 'x1', 'x2', 'x3', 'x')], 'x')).toEqual(['Tags: x, x1, x2']);
});

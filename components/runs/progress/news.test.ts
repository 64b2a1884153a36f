import { expect, test } from 'vitest';
import { noOutcomes } from '#lib/shared/runs.ts';
import { runProviderOf } from '../testing.ts';
import { newsOf } from './news.ts';

const run: Parameters<typeof newsOf>[0] = {
  id: 7,
  status: 'running',
  providers: [],
  counts: noOutcomes,
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

test('providers that were cancelled are told by name', () => {
  const providers = [
    runProviderOf({ provider: 'vero', state: 'finished' }),
    runProviderOf({ provider: 'fragment', state: 'cancelled' }),
  ];
  expect(newsOf({ ...run, providers }, { ...run, providers, status: 'cancelled' })).toBe(
    'Run 7: finished, FRAGMENT cancelled',
  );
});

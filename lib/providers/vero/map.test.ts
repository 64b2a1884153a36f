import { expect, test } from 'vitest';
import { fromReply, toTagsEdit } from './map.ts';

test('both lists are there even when one is empty', () => {
  const operations = [{ verb: 'add' as const, key: 'prospect', value: null }];
  expect(toTagsEdit({ externalId: '007', operations })).toEqual({ id: '007', add: ['prospect'], remove: [] });
});

test.each([
  ['Success.', 'accepted'],
  [' success ', 'accepted'],
  ['Request already received.', 'failed'],
  ['Something new', 'unknown'],
  ['', 'unknown'],
  [null, 'unknown'],
])('%j means %s', (message, outcome) => {
  const result = fromReply({ status: 200, message });
  expect(result.outcome).toBe(outcome);
  if (outcome !== 'accepted') expect(result.hint).not.toBeNull();
});

import { expect, test } from 'vitest';
import type { Verb } from '#lib/providers/contract.ts';
import type { Outcome } from '#lib/shared/changes.ts';
import { formatReport } from './format-report.ts';

function said(verb: Verb, outcome: Outcome, options: { value?: string; pending?: boolean } = {}) {
  const operation = { verb, key: 'prospect', value: options.value ?? null };
  const outcomes = [{ outcome, code: null, message: null, hint: null }];
  return { provider: 'vero' as const, operations: [operation], outcomes, pending: options.pending ?? false };
}

test('an added tag is said with its provider and the number of tags', () => {
  expect(formatReport(said('add', 'accepted'), 4)).toBe('Tag prospect added at Vero, 4 tags');
  expect(formatReport(said('remove', 'accepted'), 1)).toBe('Tag prospect removed at Vero, 1 tag');
});

test('what the provider keeps otherwise than it was asked is said', () => {
  const report = said('add', 'confirmed');
  const outcomes = report.outcomes.map((each) => ({ ...each, kept: { key: 'PROSPECT', value: null } }));
  expect(formatReport({ ...report, outcomes }, 4)).toBe(
    'Tag prospect added at Vero, which keeps it as PROSPECT, 4 tags',
  );
});

test('an update says the new value', () => {
  expect(formatReport(said('update', 'confirmed', { value: 'owner' }), 2)).toBe(
    'Tag prospect updated to owner at Vero, 2 tags',
  );
});

test('nothing is said of what was refused, failed or is in doubt: the region says it', () => {
  for (const outcome of ['refused', 'failed', 'unknown'] as const)
    expect(formatReport(said('add', outcome), 4)).toBeNull();
});

test('a queued change says that it will be sent by itself', () => {
  expect(formatReport(said('add', 'no-op', { pending: true }), 4)).toBe(
    '“prospect” queued for Vero: sent by itself when its turn comes',
  );
});

test('a no-op says that nothing had to change', () => {
  expect(formatReport(said('add', 'no-op'), 4)).toBe('Tag prospect was already there at Vero, 4 tags');
});

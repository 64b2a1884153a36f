import { expect, test } from 'vitest';
import type { HistoryLine } from '#lib/shared/changes.ts';
import { isTraced, type LineTrace } from './line-trace.ts';

const add = { verb: 'add' as const, key: 'plan', value: 'pro' };
const line = {
  id: 10,
  kind: 'tags',
  provider: 'fragment',
  operations: [add],
  outcome: 'confirmed',
  undoOf: null,
} as unknown as HistoryLine;
const traced = (trace: LineTrace, of: Partial<HistoryLine> = {}, { after = 9, isOwn = true } = {}) =>
  isTraced({ ...line, ...of }, { trace, provider: 'fragment', after }, isOwn);

test('the line of an edit is the member’s own, newer than what was known, and holds the same operations', () => {
  const trace: LineTrace = { by: 'operations', operations: [add] };
  expect(traced(trace)).toBe(true);
  expect(traced(trace, {}, { isOwn: false })).toBe(false);
  expect(traced(trace, {}, { after: 10 })).toBe(false);
  expect(traced(trace, { provider: 'vero' })).toBe(false);
  expect(traced(trace, { undoOf: 3 })).toBe(false);
  for (const operations of [[], [add, add], [{ ...add, value: 'team' }], [{ ...add, verb: 'set' as const }]])
    expect(traced(trace, { operations })).toBe(false);
});

test('an undo, a profile and a verdict have lines of their own', () => {
  expect(traced({ by: 'undo', of: 3 }, { undoOf: 3 })).toBe(true);
  expect(traced({ by: 'undo', of: 3 })).toBe(false);
  expect(traced({ by: 'profile' }, { kind: 'profile' })).toBe(true);
  expect(traced({ by: 'profile' })).toBe(false);
  expect(traced({ by: 'verdict', on: 10 }, {}, { after: 99, isOwn: false })).toBe(true);
  expect(traced({ by: 'verdict', on: 10 }, { outcome: 'unknown' })).toBe(false);
});

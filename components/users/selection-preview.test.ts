import { expect, test } from 'vitest';
import type { ProviderPlan } from '#lib/shared/runs.ts';
import { formatCalls, formatPlan, formatReasons } from './selection-preview.ts';

const plan: ProviderPlan = {
  change: 4,
  noValue: 0,
  noOp: 1,
  noIdentity: 0,
  refused: 0,
  skipped: 0,
  calls: 4,
  expectedMs: 200,
  reasons: [],
};

test('who gets it, and who does not', () => {
  expect(formatPlan('add', 'vero', plan)).toBe('4 will get it · 1 has it already');
  expect(formatPlan('add', 'fragment', { ...plan, noOp: 2, noIdentity: 1, refused: 3 })).toBe(
    '4 will get it · 2 have it already · 1 not in FRAGMENT · 3 not allowed',
  );
  expect(formatPlan('remove', 'vero', plan)).toBe('4 will lose it · 1 does not have it');
});

test('calls and time, where something is sent', () => {
  expect(formatCalls(plan)).toBe('4 calls, about 1 s');
  expect(formatCalls({ ...plan, change: 0, calls: 0 })).toBe('');
});

test('each reason with its count', () => {
  const reasons = [{ status: 'refused' as const, reason: 'No value yet', cause: null, key: null, count: 2 }];
  expect(formatReasons({ ...plan, reasons })).toEqual(['2 users: No value yet']);
});

import { expect, test } from 'vitest';
import type { MirrorTag } from '#lib/shared/changes.ts';
import { differences, formatChange } from './format-change.ts';

const held = (key: string, value: string | null = null): MirrorTag => ({
  key,
  value,
  proof: 'confirmed',
  proofAt: '2026-11-20T09:38:00.000Z',
  providerTagId: null,
});

test('each verb reads as what it did', () => {
  const line = {
    kind: 'tags' as const,
    operations: [
      { verb: 'add' as const, key: 'prospect', value: null },
      { verb: 'update' as const, key: 'Region', value: 'California' },
      { verb: 'remove' as const, key: 'plan', value: null },
    ],
    before: [held('Region', 'Nevada'), held('plan', 'free')],
    after: null,
  };
  expect(formatChange(line)).toBe('+ prospect, Region Nevada → California, − plan');
});

test('an update reads as one, also where nobody knows what it replaced', () => {
  const update = (value: string, before: MirrorTag[]) => ({
    kind: 'tags' as const,
    operations: [{ verb: 'update' as const, key: 'plan', value }],
    before,
    after: null,
  });
  expect(formatChange(update('premium', []))).toBe('plan → premium');
  expect(formatChange(update('premium', [held('plan', 'free')]))).toBe('plan free → premium');
  expect(formatChange(update('premium', [held('plan', 'premium')]))).toBe('plan → premium');
});

test('what a reading found is told as found there', () => {
  const found = {
    kind: 'refresh' as const,
    operations: [
      { verb: 'add' as const, key: 'vip', value: null },
      { verb: 'add' as const, key: 'seat', value: 'owner' },
      { verb: 'update' as const, key: 'plan', value: 'pro' },
      { verb: 'remove' as const, key: 'role', value: null },
    ],
    before: [held('plan', 'team'), held('role', 'dev')],
    after: null,
  };
  expect(formatChange(found)).toBe(
    'vip found there, seat owner found there, plan team → pro (other value there), role gone there',
  );
});

test('a reading is told by what differed', () => {
  expect(
    differences([held('a'), held('b', 'x')], [held('b', 'y'), held('c')]).map(
      ({ verb, key }) => `${verb} ${key}`,
    ),
  ).toEqual(['update b', 'add c', 'remove a']);
  expect(formatChange({ kind: 'refresh', operations: [], before: [], after: [] })).toBe(
    'Refreshed, no differences',
  );
});

import { expect, test } from 'vitest';
import { formatAsked, formatMissing } from './format-missing.ts';

test('missing labels are named, many of them counted', () => {
  expect(formatMissing('capillary', [])).toBeNull();
  expect(formatMissing('capillary', ['VIP'])).toBe(
    'Capillary’s catalogue has no label “VIP”: it will be refused. Create it on a user’s page, or choose another.',
  );
  expect(formatMissing('capillary', ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toContain(
    'no labels “a”, “b”, “c”, “d”, “e”, and 2 more: they will be refused. Create them',
  );
});

test('a label that a plan asks for is told with how often', () => {
  expect(formatAsked({ label: 'VIP', count: 1 })).toBe('1 change asks for “VIP”');
  expect(formatAsked({ label: 'VIP', count: 1_200 })).toBe('1,200 changes ask for “VIP”');
});

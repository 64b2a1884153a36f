import { expect, test } from 'vitest';
import { sayAsked, sayMissing } from './say-missing.ts';

test('missing labels are named, many of them counted', () => {
  expect(sayMissing('capillary', [])).toBeNull();
  expect(sayMissing('capillary', ['VIP'])).toBe(
    'Capillary’s catalogue has no label “VIP”: it will be refused. Create it on a user’s page, or choose another.',
  );
  expect(sayMissing('capillary', ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toContain(
    'no labels “a”, “b”, “c”, “d”, “e”, and 2 more: they will be refused. Create them',
  );
});

test('a label that a plan asks for is told with how often', () => {
  expect(sayAsked({ label: 'VIP', count: 1 })).toBe('1 change asks for “VIP”');
  expect(sayAsked({ label: 'VIP', count: 1_200 })).toBe('1,200 changes ask for “VIP”');
});

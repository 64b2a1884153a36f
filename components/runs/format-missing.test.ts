import { expect, test } from 'vitest';
import { formatMissing } from './format-missing.ts';

test('missing labels are named, many of them counted', () => {
  expect(formatMissing('capillary', [])).toBeNull();
  expect(formatMissing('capillary', ['VIP'])).toBe(
    'Capillary’s catalogue has no label “VIP”: it would be refused. The plan offers to create it or to choose another.',
  );
  expect(formatMissing('capillary', ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toContain(
    'no labels “a”, “b”, “c”, “d”, “e”, and 2 more: they would be refused. The plan offers to create them',
  );
});

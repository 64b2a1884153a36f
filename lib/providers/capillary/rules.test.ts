import { expect, test } from 'vitest';
import { capillaryRules } from './rules.ts';

test.each(['1', '564663098', '9223372036854775807'])('%s is a user id', (id) => {
  expect(capillaryRules.externalId.parse(` ${id} `)).toBe(id);
});

test.each(['0', '007', '-1', '1.5', '1e3', '٣', 'abc', '9223372036854775808', '99999999999999999999', ''])(
  '%j is no user id',
  (id) => {
    expect(capillaryRules.externalId.safeParse(id).success).toBe(false);
  },
);

test('a label has 1 to 100 characters, counted as people count', () => {
  expect(capillaryRules.key.safeParse('🦄'.repeat(100)).success).toBe(true);
  expect(capillaryRules.key.safeParse('L'.repeat(101)).error?.issues[0]?.message).toBe(
    'Label is 101 characters; Capillary allows 100.',
  );
  expect(capillaryRules.key.safeParse('   ').error?.issues[0]?.message).toBe('Label cannot be blank.');
});

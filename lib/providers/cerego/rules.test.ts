import { expect, test } from 'vitest';
import { ceregoRules, ceregoTypeRule } from './rules.ts';

test('a user id is anything but blank and never holds a slash', () => {
  expect(ceregoRules.externalId.parse(' 1185304 ')).toBe('1185304');
  expect(ceregoRules.externalId.safeParse('a/b').error?.issues[0]?.message).toBe(
    '“/” is not allowed in a Cerego user id.',
  );
  expect(ceregoRules.externalId.safeParse('').success).toBe(false);
});

test('a value is required, however long', () => {
  expect(ceregoRules.value.safeParse('v'.repeat(10_000)).success).toBe(true);
  expect(ceregoRules.value.safeParse('').error?.issues[0]?.message).toBe('Value cannot be blank.');
});

test('a type is one of the account’s', () => {
  const rule = ceregoTypeRule(['Region', 'Team']);
  expect(rule.parse('Team ')).toBe('Team');
  expect(rule.safeParse('Shoe size').error?.issues[0]?.message).toBe(
    '“Shoe size” is not a tag type at Cerego. There are: Region, Team.',
  );
  expect(ceregoTypeRule([]).safeParse('Team').error?.issues[0]?.message).toContain('administrator');
});

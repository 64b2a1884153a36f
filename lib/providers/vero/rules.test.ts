import { expect, test } from 'vitest';
import { readTimezone, veroProfileRules, veroRules } from './rules.ts';

test('an id has at most 254 characters and keeps its leading zeros', () => {
  expect(veroRules.externalId.parse(' 00042 ')).toBe('00042');
  expect(veroRules.externalId.safeParse('i'.repeat(254)).success).toBe(true);
  expect(veroRules.externalId.safeParse('i'.repeat(255)).error?.issues[0]?.message).toBe(
    'Vero id is 255 characters; Vero allows 254.',
  );
  expect(veroRules.externalId.safeParse('  ').success).toBe(false);
});

test('any tag that is not blank is allowed', () => {
  expect(['a', 'In Group: High Value', '1', '🦄'].every((tag) => veroRules.key.safeParse(tag).success)).toBe(
    true,
  );
  expect(veroRules.key.safeParse(' ').success).toBe(false);
});

test('what Vero advises against is a warning, not a refusal', () => {
  const advise = (key: string) => veroRules.advise({ key });
  expect(advise('high_value-2026')).toEqual([]);
  expect(advise('high value')).toEqual([expect.stringContaining('advises')]);
  expect(advise('a;b')).toEqual([expect.stringContaining('two')]);
});

test.each([
  ['-12', -12],
  ['14', 14],
  ['0', 0],
  ['-0', 0],
  ['+5', 5],
  [' 10 ', 10],
  ['-13', null],
  ['15', null],
  ['5.5', null],
  ['1e1', null],
  ['0x5', null],
  ['', null],
  [' ', null],
  ['Europe/Berlin', null],
  ['−7', null],
])('the time zone %j is %j', (typed, hours) => {
  expect(readTimezone(typed)).toBe(hours);
  expect(veroProfileRules.check({ key: 'timezone', value: typed }) === null).toBe(hours !== null);
  expect(veroProfileRules.check({ key: 'Timezone', value: typed })).toBeNull();
});

test('a language that is no language tag is advised against, never refused', () => {
  const advise = (value: string) => veroProfileRules.advise({ key: 'language', value });
  expect(['en', 'pt-BR', 'zh-Hant-TW', ' de '].map(advise)).toEqual([null, null, null, null]);
  for (const odd of ['en_US', 'English', '']) expect(advise(odd)).toContain('language tag');
  expect(veroProfileRules.check({ key: 'language', value: 'en_US' })).toBeNull();
});

import { expect, test } from 'vitest';
import { veroRules } from './rules.ts';

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
  expect(advise('high_value-2026')).toBeNull();
  expect(advise('high value')).toContain('advises');
  expect(advise('a;b')).toContain('two');
});

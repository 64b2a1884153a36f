import { expect, test } from 'vitest';
import { parseFilter } from './parse.ts';
import { sentenceOf, wordsOf } from './term-words.ts';

test.each([
  ['ana', 'Name, e-mail or id contains ana'],
  ['vero:prospect', 'Vero has prospect'],
  ['NOT capillary:"Premium Customer"', 'Capillary has not Premium Customer'],
  ['cerego:Region=Cal*', 'Cerego has Region = Cal…'],
  ['cerego:Region=*', 'Cerego has Region = any value'],
  ['fragment:=engineering', 'FRAGMENT has any key = engineering'],
  ['vero:*', 'Vero has any tag'],
  ['NOT vero:*', 'Vero has no tag'],
  ['untagged:vero', 'Vero has no tag'],
  ['untagged', 'has no tag anywhere'],
  ['tag:vip', 'has at any provider vip'],
  ['no:fragment', 'is not in FRAGMENT'],
  ['NOT has:fragment', 'is not in FRAGMENT'],
  ['identities:1', 'is in 1 provider'],
  ['NOT identities:>=2', 'is not in at least 2 providers'],
  ['proof:vero.unknown', 'Vero has a tag marked unknown'],
  ['changed:7d', 'changed in the last 7 days'],
  ['changed:1h', 'changed in the last hour'],
  ['changed:<=2026-01-31', 'changed on or before 2026-01-31'],
  ['changed-by:ana@example.com', 'changed by ana@example.com'],
  ['NOT run:12', 'was not in run 12'],
  ['differs:cerego.Region/fragment.region', 'Cerego Region differs from FRAGMENT region'],
  ['missing:vero/capillary', 'Vero has a tag missing in Capillary'],
])('%s says “%s”', (text, words) => {
  const parsed = parseFilter(text);
  expect(parsed.ok && parsed.filter && sentenceOf(wordsOf(parsed.filter))).toBe(words);
});

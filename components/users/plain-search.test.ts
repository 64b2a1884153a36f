import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { termsOf } from '#lib/shared/filter/walk.ts';
import { isPlainSearch } from './use-settled-filter.ts';

test('what is called plain is read by the parser as words alone', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 40 }), (text) => {
      if (!isPlainSearch(text)) return true;
      const parsed = parseFilter(text);
      return parsed.ok && termsOf(parsed.filter).every((term) => term.kind === 'text');
    }),
    { numRuns: 3_000 },
  );
});

test.each(['', 'ana', ' Hye-jin  Seo ', 'a+b@example.com', "O'Brien", '客户 😀', 'android', 'nothing'])(
  '%j needs no parser',
  (text) => expect(isPlainSearch(text)).toBe(true),
);

test.each(['vero:prospect', '"Ana"', '(ana', 'ana OR bob', 'NOT ana', '-ana', 'Untagged', 'an*', 'a\0'])(
  '%j is for the parser',
  (text) => expect(isPlainSearch(text)).toBe(false),
);

import { expect, test } from 'vitest';
import { currentToasts } from '#components/ui/toast-store.ts';
import { filterByTag } from './filter-by-tag.ts';

const tag = { key: 'Region', value: 'Nevada' };

async function filtered(text: string, without = false): Promise<string | null | undefined> {
  let altered: string | null | undefined;
  await filterByTag(
    (alter) => {
      altered = alter(text);
    },
    { provider: 'cerego' },
    tag,
    { without },
  );
  return altered;
}

test.each([
  ['', 'cerego:Region=Nevada'],
  ['ana', 'ana cerego:Region=Nevada'],
  ['ana OR bob', '(ana OR bob) cerego:Region=Nevada'],
])('a tag joins the filter “%s”', async (text, joined) => {
  expect(await filtered(text)).toBe(joined);
  expect(currentToasts()).toEqual([]);
});

test('those without it are asked for as well', async () => {
  expect(await filtered('ana', true)).toBe('ana NOT cerego:Region=Nevada');
});

test('a filter that cannot be read stays, and it is said why', async () => {
  expect(await filtered('ana (has:vero OR')).toBeNull();
  expect(currentToasts()).toMatchObject([{ text: 'The filter in the search box has a mistake' }]);
});

import { expect, test } from 'vitest';
import { defaultColumns } from '#lib/shared/filter/columns.ts';
import { addressOf, everybody, isSameState, viewStateOf } from './view-state.ts';

test('a view is an address, and what everybody begins with is left out of it', () => {
  expect(addressOf(everybody)).toBe('/users');
  expect(addressOf(viewStateOf(' vero:a&b ', 'name', ['tags', 'cerego.Region, old']))).toBe(
    '/users?q=vero%3Aa%26b&sort=name&columns=tags%2Ccerego.Region%252C%2520old',
  );
});

test('the usual columns are the same whether they were chosen or not', () => {
  const chosen = viewStateOf('', 'changed', defaultColumns);
  expect(chosen).toEqual(everybody);
  expect(isSameState({ ...everybody, columns: [...defaultColumns] }, everybody)).toBe(true);
  expect(isSameState({ ...everybody, columns: ['tags'] }, everybody)).toBe(false);
  expect(isSameState({ ...everybody, q: 'ana' }, everybody)).toBe(false);
});

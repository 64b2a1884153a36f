/** The search box shows a filter as tokens, and stays one text field for whoever types. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });
const group = (page: Page) => page.getByRole('group', { name: 'Filter as tokens' });
const token = (page: Page, name: string) => group(page).getByRole('button', { name, exact: true });
const prospects = 'vero:prospect NOT capillary:"Premium Customer"';

async function openFilter(page: Page, q: string) {
  await page.goto(`/users?${new URLSearchParams({ q })}`);
  await expect(search(page)).toHaveValue(q);
}

const selected = (page: Page) =>
  search(page).evaluate((field: HTMLInputElement) =>
    field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0),
  );

test('a filter is shown as tokens; Backspace marks the last one, and then removes it', async ({
  page,
  expectAccessible,
}) => {
  await openFilter(page, prospects);
  await expect(group(page).getByRole('button', { name: / has / })).toHaveCount(2);
  await expect(token(page, 'Vero has prospect')).toBeVisible();
  await expect(token(page, 'NOT, remove it')).toHaveText('NOT');
  await expect(token(page, 'Capillary has Premium Customer')).toHaveText('Premium Customer');
  await expectAccessible();

  await search(page).click();
  await page.keyboard.press('Backspace');
  await expect(search(page)).toHaveValue(prospects);
  expect(await selected(page)).toBe('NOT capillary:"Premium Customer"');
  await expect(
    page.getByRole('status').filter({ hasText: 'Press Backspace again to remove' }),
  ).toBeAttached();
  await page.keyboard.press('Backspace');
  await expect(search(page)).toHaveValue('vero:prospect ');
  await expect(group(page).getByRole('button')).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(search(page)).toHaveValue(prospects);
  await expect(search(page)).toBeFocused();
});

test('whoever types behind a token adds to the filter, and a marked token is not typed over', async ({
  page,
}) => {
  await openFilter(page, prospects);
  await search(page).click();
  await page.keyboard.type('ana');
  await expect(search(page)).toHaveValue(`${prospects} ana`);
  await expect(token(page, 'Capillary has Premium Customer')).toBeVisible();
  for (const _ of 'ana ') await page.keyboard.press('Backspace');
  expect(await selected(page)).toBe('NOT capillary:"Premium Customer" ');
  await page.keyboard.type('bob');
  await expect(search(page)).toHaveValue(`${prospects} bob`);
  // While it is typed, a term is text: Backspace takes a letter, and what loads meanwhile takes none.
  await search(page).fill('has:vero has:cerego');
  await page.keyboard.press('Backspace');
  await expect(search(page)).toHaveValue('has:vero has:cereg');
  await expect(group(page).getByRole('button')).toHaveText(['is in Vero']);
});

test('the text is selected, copied, pasted and edited as ever', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFilter(page, prospects);
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+C');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(prospects);
  await page.keyboard.press('End');
  await page.keyboard.press('ControlOrMeta+V');
  await expect(search(page)).toHaveValue(`${prospects} ${prospects}`);
  await page.keyboard.press('Home');
  await expect(group(page)).toHaveCount(0);
  await page.keyboard.type('NOT ');
  await expect(search(page)).toHaveValue(`NOT ${prospects} ${prospects}`);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('ana');
  await expect(search(page)).toHaveValue('ana');
});

test('tokens are one tab stop: arrows move, AND and NOT turn, Delete removes, letters go to the field', async ({
  page,
}) => {
  await openFilter(page, 'vero:a NOT cerego:Region=x no:fragment');
  await search(page).click();
  await page.keyboard.press('Shift+Tab');
  await expect(token(page, 'is not in FRAGMENT')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(token(page, 'AND, change to OR').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue('(vero:a OR NOT cerego:Region=x) no:fragment');
  await expect(token(page, 'OR, change to AND')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue('vero:a NOT cerego:Region=x no:fragment');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue('vero:a cerego:Region=x no:fragment');
  await expect(token(page, 'Cerego has Region = x')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(search(page)).toHaveValue('vero:a cerego:Region=x no:fragment');
  await page.keyboard.press('Delete');
  await expect(search(page)).toHaveValue('vero:a no:fragment');
  await expect(group(page).getByRole('button').nth(2)).toBeFocused();
  // J would go down the rows, T open an editor.
  await page.keyboard.type('jt');
  await expect(search(page)).toHaveValue('vero:a no:fragment jt');
  await expect(search(page)).toBeFocused();
  // The last token of all takes its group with it.
  await openFilter(page, 'vero:a');
  await token(page, 'Vero has a').focus();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Delete');
  await expect(search(page)).toHaveValue('');
  await expect(search(page)).toBeFocused();
  await page.goBack();
  await expect(search(page)).toHaveValue('vero:a');
});

test('a pressed token is edited in its place, with what it says selected', async ({ page, person }) => {
  const mark = `edit-${uniqueMark()}`;
  await person({ vero: [mark], fragment: { plan: mark } });
  await openFilter(page, `has:cerego vero:${mark}x fragment:plan`);
  await token(page, `Vero has ${mark}x`).click();
  await expect(search(page)).toBeFocused();
  expect(await selected(page)).toBe(`${mark}x`);
  await expect(group(page).getByRole('button')).toHaveText(['is in Cerego']);
  await page.keyboard.type(mark.slice(0, -2));
  await expect(page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue(`has:cerego vero:${mark} fragment:plan`);
});

test('a filter with a mistake, a long one and plain words stay text', async ({ page }) => {
  const half = 'vero:prospect (has:vero OR';
  await openFilter(page, half);
  await expect(page.getByText('OR needs a term after it.')).toBeVisible();
  await expect(group(page)).toHaveCount(0);
  // While it is typed on, what is whole already is a token.
  await search(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' has:cerego) ');
  await expect(token(page, 'is in Cerego')).toBeVisible();
  await search(page).blur();
  await expect(search(page)).toHaveValue(`${half} has:cerego) `);
  await expect(token(page, 'OR, change to AND')).toBeVisible();
  for (const text of [Array.from({ length: 30 }, (_, index) => `p${index}`).join(' OR '), 'Ana María']) {
    await search(page).fill(text);
    await search(page).blur();
    await expect(search(page)).toHaveValue(text);
    await expect(group(page)).toHaveCount(0);
  }
});

test('on a phone the tokens take several lines, and none is cut', async ({ page, expectAccessible }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openFilter(page, `${prospects} changed:7d cerego:Region=California`);
  await expectAccessible();
  for (const button of await group(page).getByRole('button').all()) {
    const box = await button.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    expect(box?.height).toBeGreaterThanOrEqual(32);
  }
  await search(page).click();
  await page.keyboard.type('ana');
  await expect(search(page)).toHaveValue(`${prospects} changed:7d cerego:Region=California ana`);
});

/** Building a filter keeps its text and the keyboard focus. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });
const builderOf = (page: Page) => page.getByRole('dialog', { name: 'Filter' });

async function openBuilder(page: Page, q: string) {
  await page.goto(`/users?${new URLSearchParams({ q })}`);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  return builderOf(page);
}

test('a filter that cannot be read is neither lost nor added to', async ({ page, expectAccessible }) => {
  const half = 'ana (has:vero OR';
  const builder = await openBuilder(page, half);
  await expect(builder).toContainText('This filter has a mistake');
  await expect(builder).toContainText('Correct it in the search box, or clear it.');
  await expect(builder.getByRole('button', { name: 'any tag' })).toHaveCount(0);
  await expect(builder.getByRole('button', { name: 'Add', exact: true })).toHaveCount(0);
  await expect(search(page)).toHaveValue(half);
  await expectAccessible();
  await builder.getByRole('button', { name: 'Clear the filter' }).focus();
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue('');
  await expect(builder.getByRole('radio', { name: 'Vero' })).toBeFocused();
  await page.goBack();
  await expect(search(page)).toHaveValue(half);
});

test('a tag of the list does not replace a filter that cannot be read', async ({ page, person }) => {
  const mark = `half-${uniqueMark()}`;
  const labels = Array.from({ length: 9 }, (_, index) => `${mark}-label-${index}`);
  const { name } = await person({ vero: labels });
  const last = `${mark}-label-8`;
  await page.goto(`/users?q=vero:${mark}*`);
  await expect(page.getByRole('status')).toHaveText('1 users');
  const tags = page.getByRole('button', { name: `tags of ${name} at Vero` });
  const half = `vero:${mark}* (has:vero OR`;
  await search(page).fill(half);
  await tags.click();
  await page.getByRole('dialog').getByRole('button', { name: last }).click();
  await expect(
    page.getByRole('status').filter({ hasText: 'The filter in the search box has a mistake' }),
  ).toBeAttached();
  await expect(search(page)).toHaveValue(half);
  await search(page).fill(`vero:${mark}*`);
  await tags.click();
  await page.getByRole('dialog').getByRole('button', { name: last }).click();
  await expect(search(page)).toHaveValue(`vero:${mark}* vero:${last}`);
});

test('any tag at a provider is one press, and none there is its opposite', async ({ page }) => {
  const builder = await openBuilder(page, '');
  await builder.getByRole('button', { name: 'any tag' }).click();
  await expect(search(page)).toHaveValue('vero:*');
  await builder.getByRole('button', { name: 'Remove vero:*' }).click();
  await builder.getByRole('radio', { name: 'Has not' }).check();
  await builder.getByRole('button', { name: 'any tag' }).click();
  await expect(search(page)).toHaveValue('untagged:vero');
});

test('no tag anywhere is chosen by naming no provider', async ({ page }) => {
  const builder = await openBuilder(page, '');
  await builder.getByRole('combobox', { name: 'Other condition' }).selectOption('untagged');
  await builder.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(search(page)).toHaveValue('untagged');
  await builder.getByRole('textbox', { name: /untagged/ }).fill('fragment');
  await builder.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(search(page)).toHaveValue('untagged untagged:fragment');
  await builder.getByRole('combobox', { name: 'Other condition' }).selectOption('run');
  await builder.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(builder.getByRole('textbox', { name: /run/ })).toHaveAccessibleDescription(/run/);
  await expect(search(page)).toHaveValue('untagged untagged:fragment');
});

test('the keyboard keeps its place when conditions go or change', async ({ page }) => {
  const builder = await openBuilder(page, 'ana (has:vero OR has:cerego) run:1 run:2');
  const button = (name: string | RegExp) => builder.getByRole('button', { name, exact: true });
  const press = async (name: string | RegExp) => {
    await button(name).focus();
    await page.keyboard.press('Enter');
  };
  await press('Not has:cerego');
  await expect(search(page)).toHaveValue('ana (has:vero OR no:cerego) run:1 run:2');
  await expect(button('Not has:cerego')).toBeFocused();
  await press(/^any of these/);
  await expect(search(page)).toHaveValue('ana has:vero no:cerego run:1 run:2');
  // The group was merged into the outer one.
  await expect(button(/^all of these/)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue('ana OR has:vero OR no:cerego OR run:1 OR run:2');
  await expect(button(/^any of these/)).toBeFocused();
  await press('Remove has:vero');
  await expect(search(page)).toHaveValue('ana OR no:cerego OR run:1 OR run:2');
  await expect(button('Remove has:cerego')).toBeFocused();
  await press('Remove run:2');
  await expect(button('Remove run:1')).toBeFocused();
  await press('Remove the group ana OR no:cerego OR run:1');
  await expect(search(page)).toHaveValue('');
  await expect(builder.getByRole('radio', { name: 'Vero' })).toBeFocused();
});

test('another way to match is chosen and left without anything moving', async ({
  page,
  expectAccessible,
}) => {
  const builder = await openBuilder(page, 'ana has:vero');
  const or = builder.getByRole('button', { name: 'Or… instead of has:vero' });
  const placeOf = async () => (await or.boundingBox())?.y;
  const before = await placeOf();
  await or.focus();
  await page.keyboard.press('Enter');
  await expect(or).toHaveAttribute('aria-pressed', 'true');
  await expect(builder).toContainText('or has:vero');
  await expect(or).toBeFocused();
  expect(await placeOf()).toBe(before);
  await expectAccessible();
  await builder.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Enter');
  await expect(or).toHaveAttribute('aria-pressed', 'false');
  await expect(or).toBeFocused();
  expect(await placeOf()).toBe(before);
  await page.keyboard.press('Enter');
  await builder.getByRole('button', { name: 'an identity' }).click();
  await expect(search(page)).toHaveValue('ana has:vero');
  await expect(or).toHaveAttribute('aria-pressed', 'false');
});

test('a tag is built as it is typed, and one that nobody knows is told instead of excluding nobody', async ({
  page,
  person,
  expectAccessible,
}) => {
  const mark = `known-${uniqueMark()}`;
  await person({ name: `Bea ${mark}`, vero: [mark], fragment: { plan: mark } });
  await page.goto('/users');
  await page.getByRole('button', { name: 'Filter' }).click();
  const builder = page.getByRole('dialog', { name: 'Filter' });
  await builder.getByRole('radio', { name: 'FRAGMENT' }).check();
  await builder.getByRole('combobox', { name: 'The tag’s key' }).fill(`plan = ${mark}`);
  const value = builder.getByRole('combobox', { name: 'The value of plan' });
  await expect(value).toHaveValue(mark);
  await value.press('Enter');
  await expect(search(page)).toHaveValue(`fragment:plan=${mark}`);

  await builder.getByRole('radio', { name: 'Vero' }).check();
  await builder.getByRole('radio', { name: 'Has not' }).check();
  const tag = builder.getByRole('combobox', { name: 'The tag' });
  await tag.fill(mark.slice(0, -1));
  await tag.press('Enter');
  await expect(tag).toHaveAccessibleDescription(`No known tag fits vero:${mark.slice(0, -1)}.`);
  await expect(search(page)).toHaveValue(`fragment:plan=${mark}`);
  await expectAccessible();
  await builder.getByRole('button', { name: `Use vero:${mark}` }).click();
  await expect(search(page)).toHaveValue(`fragment:plan=${mark} NOT vero:${mark}`);
  await expect(tag).toHaveValue('');
});

test('a filter of several levels is clicked together, and the text follows', async ({
  page,
  person,
  expectAccessible,
}) => {
  const mark = `build-${uniqueMark()}`;
  await person({ name: `Ada ${mark}`, vero: ['prospect'] });
  await page.goto(`/users?q=${mark}`);
  await page.getByRole('button', { name: 'Filter' }).click();
  const builder = page.getByRole('dialog', { name: 'Filter' });
  await builder.getByRole('button', { name: 'an identity' }).click();
  await expect(search(page)).toHaveValue(`${mark} has:vero`);
  await builder.getByRole('combobox', { name: 'Other condition' }).selectOption('changed');
  await builder.getByRole('textbox', { name: /changed/ }).fill('soon');
  await builder.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(builder.getByRole('textbox', { name: /changed/ })).toHaveAccessibleDescription(/7d/);
  await builder.getByRole('textbox', { name: /changed/ }).fill('7d');
  await builder.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(search(page)).toHaveValue(`${mark} has:vero changed:7d`);
  await builder.getByRole('button', { name: 'Or… instead of has:vero' }).click();
  await builder.getByRole('combobox', { name: 'Other condition' }).selectOption('identities');
  await builder.getByRole('textbox', { name: /identities/ }).fill('>=2');
  await builder.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(search(page)).toHaveValue(`${mark} (has:vero OR identities:>=2) changed:7d`);
  await builder.getByRole('button', { name: 'Not identities:>=2' }).click();
  await expect(search(page)).toHaveValue(`${mark} (has:vero OR NOT identities:>=2) changed:7d`);
  await expectAccessible();
  await builder.getByRole('button', { name: 'Remove has:vero' }).click();
  await expect(search(page)).toHaveValue(`${mark} NOT identities:>=2 changed:7d`);
});

test('a tag that could not be looked up is not added unseen, and can be sent again', async ({
  page,
  person,
  problems,
}) => {
  const mark = `unasked-${uniqueMark()}`;
  await person({ vero: [mark] });
  const builder = await openBuilder(page, mark);
  await builder.getByRole('radio', { name: 'Has not' }).check();
  const tag = builder.getByRole('combobox', { name: 'The tag' });
  problems.allow(/ERR_FAILED/);
  await page.route('**/api/users?*', (route) => route.abort());
  await tag.fill(mark);
  await tag.press('Enter');
  await expect(tag).toHaveAccessibleDescription(/Tagdesk did not answer/);
  await expect(search(page)).toHaveValue(mark);
  await page.unroute('**/api/users?*');
  await tag.press('Enter');
  await expect(search(page)).toHaveValue(`${mark} NOT vero:${mark}`);
});

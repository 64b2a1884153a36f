/** Building a filter keeps its text and the keyboard focus. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });
const builderOf = (page: Page) => page.getByRole('region', { name: 'Filter', exact: true });

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
  await expect(builder.getByRole('button', { name: 'has any tag' })).toHaveCount(0);
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
  await builder.getByRole('button', { name: 'has any tag' }).click();
  await expect(search(page)).toHaveValue('vero:*');
  await builder.getByRole('button', { name: 'Remove Vero has any tag' }).click();
  await builder.getByRole('radio', { name: 'Has not' }).check();
  await builder.getByRole('button', { name: 'has no tag' }).click();
  await expect(search(page)).toHaveValue('untagged:vero');
});

test('other conditions are chosen in words and checked where they are filled in', async ({ page }) => {
  const builder = await openBuilder(page, '');
  const choose = (label: string) =>
    builder.getByRole('combobox', { name: 'Other condition' }).selectOption(label);
  const add = builder.getByRole('button', { name: 'Add', exact: true });
  await choose('has no tag');
  await add.click();
  await expect(search(page)).toHaveValue('untagged');
  await builder.getByRole('combobox', { name: 'Where' }).selectOption('FRAGMENT');
  await add.click();
  await expect(search(page)).toHaveValue('untagged untagged:fragment');
  await choose('was in run');
  await add.click();
  const run = builder.getByRole('combobox', { name: 'Run number' });
  await expect(run).toHaveAccessibleDescription('Fill this in.');
  await expect(search(page)).toHaveValue('untagged untagged:fragment');
  await choose('changed');
  await builder.getByRole('combobox', { name: 'When' }).selectOption('before');
  await builder.getByLabel('Day', { exact: true }).fill('2026-01-31');
  await add.click();
  await expect(search(page)).toHaveValue('untagged untagged:fragment changed:<2026-01-31');
  await expect(builder.getByRole('list', { name: 'Conditions' })).toContainText('before 2026-01-31');
});

test('differences, readings and ages of marks are conditions with their counts', async ({
  page,
  expectAccessible,
}) => {
  const builder = await openBuilder(page, '');
  const choose = (name: string, label: string) =>
    builder.getByRole('combobox', { name, exact: true }).selectOption(label);
  const add = builder.getByRole('button', { name: 'Add', exact: true });
  const lines = builder.getByRole('list', { name: 'Conditions' });
  await choose('Other condition', 'differs');
  await add.click();
  await expect(search(page)).toHaveValue('drift');
  await choose('Where', 'FRAGMENT');
  await add.click();
  await expect(search(page)).toHaveValue('drift drift:fragment');
  await choose('Other condition', 'was last read');
  await choose('Where', 'Cerego');
  await builder.getByLabel('How many', { exact: true }).fill('12');
  await choose('Unit', 'hours ago');
  await add.click();
  await choose('Other condition', 'has a tag marked');
  await choose('Mark', 'accepted');
  await choose('Since when', 'more than');
  await add.click();
  await expect(search(page)).toHaveValue('drift drift:fragment read:cerego.>12h proof:accepted>7d');
  for (const words of [
    'differs at a provider',
    'FRAGMENT differs from what is given here',
    'Cerego was last read more than 12 hours ago',
    'has a tag marked accepted more than 7 days ago',
  ]) {
    const line = lines
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: `Remove ${words}` }) });
    await expect(line.last()).toContainText(/\d users?/);
  }
  await expectAccessible();
});

test('the keyboard keeps its place when conditions go or change', async ({ page }) => {
  const builder = await openBuilder(page, 'ana (has:vero OR has:cerego) run:1 run:2');
  const button = (name: string | RegExp) => builder.getByRole('button', { name, exact: true });
  const press = async (name: string | RegExp) => {
    await button(name).focus();
    await page.keyboard.press('Enter');
  };
  await press('is in Cerego: change to is not in');
  await expect(search(page)).toHaveValue('ana (has:vero OR no:cerego) run:1 run:2');
  await expect(button('is not in Cerego: change to is in')).toBeFocused();
  await press(/^any of these/);
  await expect(search(page)).toHaveValue('ana has:vero no:cerego run:1 run:2');
  // The group was merged into the outer one.
  await expect(button(/^all of these/)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue('ana OR has:vero OR no:cerego OR run:1 OR run:2');
  await expect(button(/^any of these/)).toBeFocused();
  await press('Remove is in Vero');
  await expect(search(page)).toHaveValue('ana OR no:cerego OR run:1 OR run:2');
  await expect(button('Remove is not in Cerego')).toBeFocused();
  await press('Remove was in run 2');
  await expect(button('Remove was in run 1')).toBeFocused();
  await press(/^Remove the group/);
  await expect(search(page)).toHaveValue('');
  await expect(builder.getByRole('radio', { name: 'Vero' })).toBeFocused();
});

test('another way to match is chosen and left without anything moving', async ({
  page,
  expectAccessible,
}) => {
  const builder = await openBuilder(page, 'ana has:vero');
  const or = builder.getByRole('button', { name: 'Or… instead of is in Vero' });
  const placeOf = async () => (await or.boundingBox())?.y;
  const before = await placeOf();
  await or.focus();
  await page.keyboard.press('Enter');
  await expect(or).toHaveAttribute('aria-pressed', 'true');
  await expect(builder).toContainText('is in Vero, or');
  await expect(or).toBeFocused();
  expect(await placeOf()).toBe(before);
  await expectAccessible();
  await builder.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Enter');
  await expect(or).toHaveAttribute('aria-pressed', 'false');
  await expect(or).toBeFocused();
  expect(await placeOf()).toBe(before);
  await page.keyboard.press('Enter');
  await builder.getByRole('button', { name: 'is in Vero', exact: true }).click();
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
  const builder = page.getByRole('region', { name: 'Filter', exact: true });
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

test('the panel is above the rows, says how many match each condition, and closes by Escape', async ({
  page,
  person,
  expectAccessible,
}) => {
  const mark = `docked-${uniqueMark()}`;
  await person({ name: `Ada ${mark}`, vero: [mark], capillary: [mark] });
  await person({ name: `Bea ${mark}`, vero: [mark] });
  const builder = await openBuilder(page, `vero:${mark} NOT capillary:${mark}`);
  const rows = page.getByRole('grid', { name: 'Users' });
  const [panel, list] = [await builder.boundingBox(), await rows.boundingBox()];
  expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThanOrEqual(list?.y ?? 0);
  const lines = builder.getByRole('list', { name: 'Conditions' }).getByRole('listitem');
  await expect(lines.filter({ hasText: `Verohas ${mark}` }).last()).toContainText('2 users');
  await expect(page.getByRole('status')).toHaveText('1 users');
  await builder.getByRole('button', { name: `has not ${mark}: change to has` }).click();
  await expect(search(page)).toHaveValue(`vero:${mark} capillary:${mark}`);
  await expect(rows.getByRole('link')).toHaveText([`Ada ${mark}`]);
  await expectAccessible();
  await page.keyboard.press('Escape');
  await expect(builder).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeFocused();
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
  const builder = page.getByRole('region', { name: 'Filter', exact: true });
  await builder.getByRole('button', { name: 'is in Vero', exact: true }).click();
  await expect(search(page)).toHaveValue(`${mark} has:vero`);
  await builder.getByRole('textbox', { name: 'How many' }).fill('soon');
  await builder.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(builder.getByRole('textbox', { name: 'How many' })).toHaveAccessibleDescription(/\S/);
  await builder.getByRole('textbox', { name: 'How many' }).fill('7');
  await builder.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(search(page)).toHaveValue(`${mark} has:vero changed:7d`);
  await builder.getByRole('button', { name: 'Or… instead of is in Vero' }).click();
  await builder.getByRole('combobox', { name: 'Other condition' }).selectOption('is in');
  await builder.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(search(page)).toHaveValue(`${mark} (has:vero OR identities:>=2) changed:7d`);
  await builder.getByRole('button', { name: 'is in at least 2 providers: change to is not in' }).click();
  await expect(search(page)).toHaveValue(`${mark} (has:vero OR NOT identities:>=2) changed:7d`);
  await expectAccessible();
  await builder.getByRole('button', { name: 'Remove is in Vero' }).click();
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

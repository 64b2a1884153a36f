/** Suggestions and chips are worked by keys alone: the member is on a call, one hand on the mouse is one too many. */
import { expect, test } from '../fixtures.ts';
import { expectTag, openUser, regionOf, tagIn } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';

test('suggestions: arrows choose, Escape closes them, Enter takes the chosen or what is typed', async ({
  page,
  person,
  sandbox,
}) => {
  const mark = `keys-${uniqueMark()}`;
  await person({ vero: [`${mark}-alpha`, `${mark}-beta`] });
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  const field = vero.getByRole('combobox', { name: 'Add tag' });
  const options = page.getByRole('listbox', { name: 'Add tag' }).getByRole('option');
  await field.focus();
  await page.keyboard.type(`${mark}-`);
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await expect(options).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(options.first()).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expectTag(vero, `${mark}-alpha`, 'accepted');
  await page.keyboard.type(`${mark}-typed`);
  await page.keyboard.press('Enter');
  await expectTag(vero, `${mark}-typed`, 'accepted');
  expect((await sandbox.state('vero', amara.ids.vero))[0]?.tags).toEqual([`${mark}-alpha`, `${mark}-typed`]);
});

test('suggestions of a textbox: arrows choose, Enter takes the chosen and goes on to the value', async ({
  page,
  person,
}) => {
  const mark = `key-${uniqueMark()}`;
  await person({ fragment: { [mark]: 'gold', [`${mark}-more`]: 'x' } });
  const amara = await person({ fragment: {} });
  await openUser(page, amara);
  const fragment = regionOf(page, 'FRAGMENT');
  await fragment.getByRole('textbox', { name: 'Key' }).focus();
  await page.keyboard.type(mark.slice(0, -1));
  const keys = page.getByRole('listbox', { name: 'Known keys' }).getByRole('option');
  await expect(keys).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await expect(keys.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  const value = fragment.getByRole('textbox', { name: 'Value' });
  await expect(value).toBeFocused();
  await expect(keys).toHaveCount(0);
  await page.keyboard.type('go');
  await expect(page.getByRole('listbox', { name: 'Known values' }).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(value).toHaveValue('gold');
  await page.keyboard.press('Enter');
  await expectTag(fragment, `${mark} = gold`, 'confirmed');
});

test('chips: one tab stop, arrows between them, Delete marks one and then removes it', async ({
  page,
  person,
  sandbox,
}) => {
  const amara = await person({ vero: ['a-first', 'b-second', 'c-third', 'd-fourth'] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  const remove = (name: string) => vero.getByRole('button', { name: `Remove ${name}` });
  const field = vero.getByRole('combobox', { name: 'Add tag' });
  await field.focus();
  await page.keyboard.press('Shift+Tab');
  await expect(remove('a-first')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(field).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await expect(remove('b-second')).toBeFocused();
  await page.keyboard.press('End');
  await expect(remove('d-fourth')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(remove('d-fourth')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(remove('b-second')).toBeFocused();
  // Left and come back to: the same chip.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(remove('b-second')).toBeFocused();

  await page.keyboard.press('Delete');
  await expect(
    page.getByRole('status').filter({ hasText: 'Press Delete again to remove b-second' }),
  ).toBeAttached();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  await expect(tagIn(vero, 'b-second')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(remove('c-third')).toBeFocused();
  await expect(tagIn(vero, 'b-second')).toHaveCount(0);
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await expect(remove('c-third')).toBeFocused();
  await expect(tagIn(vero, 'd-fourth')).toHaveCount(0);
  await expect
    .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags)
    .toEqual(['a-first', 'c-third']);
});

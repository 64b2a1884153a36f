/** From the search box onwards by keys, which may come faster than what they are meant for. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { hold } from '../support/held.ts';
import { uniqueMark } from '../support/mark.ts';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });
const grid = (page: Page) => page.getByRole('grid', { name: 'Users' });
const addTag = (page: Page) => page.getByRole('combobox', { name: 'Add tag' }).first();

test('somebody is found and tagged in four keys, however fast they come', async ({
  page,
  person,
  sandbox,
}) => {
  const { email, name, ids } = await person({ vero: ['newsletter'] });
  await page.goto('/users');
  await expect(page.getByRole('status')).toHaveText(/users$/);
  // Letters not counted: /, Enter, T, Enter.
  await page.keyboard.press('/');
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await page.keyboard.press('t');
  await page.keyboard.type('winter rest');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect
    .poll(async () => (await sandbox.state('vero', ids.vero))[0]?.tags)
    .toEqual(['newsletter', 'winter rest']);
});

test('Enter goes to the first row of what was typed, and keys wait for it', async ({ page, person }) => {
  const mark = `enter-${uniqueMark()}`;
  const [ada, bob] = [await person({ name: `Ada ${mark}` }), await person({ name: `Bob ${mark}` })];
  await page.goto('/users?sort=name');
  await page.keyboard.press('/');
  await page.keyboard.type(mark);
  await expect(grid(page).getByRole('link')).toHaveText([ada.name, bob.name]);
  await page.keyboard.press('Enter');
  await expect(grid(page)).toBeFocused();
  await expect(grid(page).getByRole('row', { name: ada.name })).toHaveId(
    (await grid(page).getAttribute('aria-activedescendant')) ?? '',
  );

  await page.goto('/users?sort=name');
  const held = await hold(page, (request) => request.url().includes(encodeURIComponent(mark)));
  await page.keyboard.press('/');
  await page.keyboard.type(mark);
  for (const key of ['Enter', 'j', 'Enter']) await page.keyboard.press(key);
  await expect(search(page)).toHaveValue(mark);
  await held.release();
  await expect(page.getByRole('heading', { level: 1, name: bob.name })).toBeVisible();
});

test('Enter takes the tag that an unfinished term begins', async ({ page, person }) => {
  const mark = `begun${uniqueMark()}`;
  const { name } = await person({ vero: [mark] });
  await page.goto('/users');
  await page.keyboard.press('/');
  await page.keyboard.type(`vero:${mark.slice(0, -2)}`);
  await expect(page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue(`vero:${mark} `);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('words that nobody has lead to the tag and the view of that name', async ({
  page,
  person,
  expectAccessible,
}) => {
  const mark = `word${uniqueMark()}`;
  const people = [await person({ vero: [mark] }), await person({ vero: [mark] })];
  await page.goto(`/users?q=vero:${mark}`);
  await page.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`View ${mark}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  await page.goto('/users');
  await page.keyboard.press('/');
  await page.keyboard.type(mark);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `${mark} 2 users` })).toBeFocused();
  await expect(page.getByRole('link', { name: `View ${mark} view` })).toBeVisible();
  await expectAccessible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText('2 users');
  await expect(grid(page).getByRole('link')).toHaveCount(people.length);
});

test('a misspelt name leads to whom it is near to', async ({ page, person, expectAccessible }) => {
  const mark = uniqueMark();
  const { name } = await person({ name: `Kanya ${mark}` });
  await page.goto('/users');
  await page.keyboard.press('/');
  await page.keyboard.type(`Kania ${mark}`);
  const similar = page.getByRole('list', { name: 'Similar names' }).getByRole('link', { name });
  await expect(similar).toBeVisible();
  await expectAccessible();
  await page.keyboard.press('Enter');
  await expect(similar).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('letters that follow Ctrl-K at once are in the palette, and those after T in the tag field', async ({
  page,
  person,
  sandbox,
}) => {
  const { email, name, ids } = await person({ vero: ['newsletter'], fragment: { plan: 'pro' } });
  await page.goto(`/users?q=${email}`);
  await expect(page.getByRole('status')).toHaveText('1 users');
  await page.keyboard.press('j');
  await page.keyboard.press('t');
  await page.keyboard.type('refresh queue');
  await expect(addTag(page)).toHaveValue('refresh queue');
  await expect(addTag(page)).toBeFocused();
  // None of them was a shortcut: R would have read the providers.
  expect(await sandbox.callsFor('fragment', ids.fragment)).toEqual([]);
  // What is typed and not sent would be kept.
  await addTag(page).fill('');

  await page.reload();
  await expect(page.getByRole('status')).toHaveText('1 users');
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name);
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('combobox')).toHaveValue(name);
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);

  // Four keys, and none waits for what the one before is to bring.
  await page.keyboard.press('Control+k');
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await page.keyboard.press('t');
  await page.keyboard.type('queued refund');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect
    .poll(async () => (await sandbox.state('vero', ids.vero))[0]?.tags)
    .toEqual(['newsletter', 'queued refund']);
});

test('letters that follow N at once are the note of the user beside the list, and Enter goes on to the tag', async ({
  page,
  person,
  ledger,
  sandbox,
}) => {
  const { id, email, ids } = await person({ vero: ['newsletter'] });
  await page.goto(`/users?q=${email}`);
  await expect(page.getByRole('status')).toHaveText('1 users');
  for (const key of ['j', 'n']) await page.keyboard.press(key);
  await page.keyboard.type('refund, ticket 7');
  await page.keyboard.press('Enter');
  await page.keyboard.type('refund agreed');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await sandbox.state('vero', ids.vero))[0]?.tags)
    .toEqual(['newsletter', 'refund agreed']);
  expect(await ledger.changesOf(id)).toMatchObject([{ note: 'refund, ticket 7' }]);
  const note = page.getByRole('region', { name: 'Quick look' }).getByRole('textbox', { name: /^Note/ });
  await expect(note).toHaveValue('');
  // With somebody picked it must not be one person's.
  await note.press('Escape');
  for (const key of ['x', 'n']) await page.keyboard.press(key);
  await expect(note).not.toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Write a note');
});

test('G and a letter go to a page, whose heading has the focus', async ({ page }) => {
  await page.goto('/users');
  await expect(page.getByRole('status')).toHaveText(/users$/);
  for (const title of ['Tags', 'Runs', 'History', 'Providers', 'Users']) {
    await page.keyboard.press('g');
    await page.keyboard.press(title.charAt(0).toLowerCase());
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused();
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('G U');
});

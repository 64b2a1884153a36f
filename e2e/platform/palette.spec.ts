/** What the palette finds, and that it does what the screen does. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { hold } from '../support/held.ts';
import { uniqueMark } from '../support/mark.ts';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Commands' });
const entry = (page: Page, name: string | RegExp) => palette(page).getByRole('option', { name });
const addTag = (page: Page) => page.getByRole('combobox', { name: 'Add tag' }).first();

async function openWith(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(text);
  await expect(palette(page).getByRole('combobox')).toHaveValue(text);
}

test('a tag leads to its users, to itself, and into the field of the user on the screen', async ({
  page,
  person,
  sandbox,
}) => {
  const tag = `winter${uniqueMark()}`;
  const people = [await person({ vero: [tag] }), await person({ vero: [tag] })];
  const other = await person({ vero: ['newsletter'] });

  await page.goto('/tags');
  await openWith(page, tag);
  await expect(entry(page, `Vero ${tag} 2 users`)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText('2 users');
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link')).toHaveCount(people.length);

  await openWith(page, tag);
  await expect(entry(page, `Open ${tag}`)).toBeVisible();
  await expect(entry(page, /^Add /)).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Quick look' })).toContainText(tag);

  await page.goto(`/users/${other.id}`);
  await openWith(page, tag);
  // The keys wait for what the text finds.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('-x');
  await expect(addTag(page)).toHaveValue(`${tag}-x`);
  expect((await sandbox.state('vero', other.ids.vero))[0]?.tags).toEqual(['newsletter']);
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await sandbox.state('vero', other.ids.vero))[0]?.tags)
    .toEqual(['newsletter', `${tag}-x`]);

  // Carried already, which the field refuses.
  await openWith(page, `${tag}-x`);
  await expect(entry(page, `Vero ${tag}-x 1 user`)).toBeVisible();
  await expect(entry(page, /^Add /)).toHaveCount(0);
});

test('a key and a value go into both fields, and Enter adds them', async ({ page, person, sandbox }) => {
  const value = `gold${uniqueMark()}`;
  await person({ fragment: { plan: value } });
  const { id, name, ids } = await person({ fragment: { department: 'sales' } });
  await page.goto(`/users/${id}`);
  await openWith(page, value);
  await entry(page, `Add plan = ${value} to ${name}`).click();
  const at = page.getByRole('region', { name: 'FRAGMENT' });
  await expect(at.getByLabel('Value')).toBeFocused();
  await expect(at.getByLabel('Key')).toHaveValue('plan');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => JSON.stringify(await sandbox.state('fragment', ids.fragment)))
    .toContain(value);
});

test('all keys of the screen are commands, which act on it', async ({ page, person, expectAccessible }) => {
  const mark = `keys-${uniqueMark()}`;
  const people = [await person({ name: `Ada ${mark}` }), await person({ name: `Bob ${mark}` })];
  await page.goto(`/users?q=${mark}&sort=name`);
  await expect(page.getByRole('status')).toHaveText('2 users');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeVisible();

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Next row');
  const named = await help.getByRole('listitem').locator('> span:first-child').allTextContents();
  expect(named).toEqual(expect.arrayContaining(['Next row', 'Select row', 'Add tag', 'Copy e-mails']));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  for (const name of named.filter((each) => each !== 'Commands')) {
    await expect(entry(page, name).first()).toBeAttached();
  }
  await expectAccessible();

  await page.keyboard.type('select row');
  await expect(entry(page, 'Select row')).toContainText('X');
  await page.keyboard.press('Enter');
  await expect(palette(page)).toHaveCount(0);
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toHaveCount(0);
  await openWith(page, 'last row');
  await page.keyboard.press('Enter');
  await openWith(page, 'quick look');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Quick look' })).toContainText(people[1]?.name ?? '');
  await openWith(page, 'search');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toBeFocused();
});

test('runs, views, pages, themes and the way out are found by their names', async ({
  page,
  person,
  ledger,
  expectAccessible,
}) => {
  const mark = `named${uniqueMark()}`;
  await person({ vero: [mark] });
  await page.goto(`/users?q=vero:${mark}`);
  await page.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`View ${mark}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const [run] = await ledger.query<{ id: number }>(
    `insert into runs (title, status, source, operations, actor)
      values ($1, 'cancelled', '{"kind":"filter","q":""}', '[]', 'Ana') returning id`,
    [`Add ${mark} at Vero`],
  );

  await page.goto('/history');
  await openWith(page, mark);
  await expect(entry(page, `View ${mark} view`)).toBeVisible();
  await expect(entry(page, `Add ${mark} at Vero Run ${run?.id}`)).toBeVisible();
  await expectAccessible();
  await entry(page, `View ${mark} view`).click();
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toHaveValue(`vero:${mark}`);
  await openWith(page, `run ${run?.id}`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/runs/${run?.id}$`));

  await openWith(page, 'run');
  await expect(entry(page, /^Runs/)).toBeVisible();
  await page.keyboard.press('Escape');
  await openWith(page, 'dark');
  await entry(page, 'Dark theme').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await openWith(page, 'system th');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  // The session is that of other journeys, too.
  await openWith(page, 'sign out');
  await expect(entry(page, 'Sign out')).toBeVisible();
});

test('what an answer brings stands still until the next one', async ({ page, person }) => {
  const mark = `still${uniqueMark()}`;
  const { name } = await person({ name: `Account ${mark}` });
  await page.goto('/tags');
  await page.keyboard.press('Control+k');
  await expect(entry(page, 'Your account')).toBeVisible();
  const before = await palette(page).getByRole('option').allTextContents();
  const held = await hold(page, (request) => request.url().includes('/api/search'));
  await page.keyboard.type(`account ${mark}`);
  expect(await palette(page).getByRole('option').allTextContents()).toEqual(before);
  // Both wait, and so does what follows them.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeVisible();
  await held.release();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test.describe('as a viewer', () => {
  test.use({ role: 'viewer' });

  test('nothing is offered that the role may not do', async ({ page, person }) => {
    const tag = `seen${uniqueMark()}`;
    await person({ vero: [tag] });
    const { id } = await person({ vero: ['newsletter'] });
    await page.goto(`/users/${id}`);
    await expect(page.getByRole('region', { name: 'Vero' })).toBeVisible();
    await openWith(page, tag);
    await expect(entry(page, `Vero ${tag} 1 user`)).toBeVisible();
    await expect(entry(page, `Open ${tag}`)).toBeVisible();
    await expect(palette(page).getByRole('option')).toHaveCount(2);
    await palette(page).getByRole('combobox').fill('');
    await expect(entry(page, 'Your account')).toBeVisible();
    for (const name of ['Add tag', 'Undo last edit', 'Refresh', 'New user', 'Import', 'New run', 'Members'])
      await expect(entry(page, name)).toHaveCount(0);
  });
});

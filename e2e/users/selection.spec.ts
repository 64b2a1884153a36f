import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';
import { insertMany, type Person } from '../support/person.ts';
import type { Sandbox } from '../support/sandbox.ts';

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selection' });
const rows = (page: Page) => page.getByRole('grid', { name: 'Users' });
const pick = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}` }).check();
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

async function open(page: Page, mark: string, count: number): Promise<void> {
  await page.goto(`/users?q=${mark}&sort=name`);
  await expect(rows(page).getByRole('checkbox')).toHaveCount(count + 1);
}

async function holders(sandbox: Sandbox, people: readonly Person[], tag: string): Promise<string[]> {
  const states = await Promise.all(people.map(async ({ ids }) => (await sandbox.state('vero', ids.vero))[0]));
  return people
    .filter((_, place) => states[place]?.tags?.some((each) => each === tag))
    .map(({ name }) => name);
}

const newTag = () => `vip-${uniqueMark()}`;

test('two picked users get a tag by three keys, and one more takes it back from both', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const mark = `sel-${uniqueMark()}`;
  const tag = newTag();
  const people = [
    await person({ name: `Ada ${mark}`, vero: [] }),
    await person({ name: `Bob ${mark}`, vero: [] }),
    await person({ name: `Cyd ${mark}`, vero: [] }),
  ];
  const names = people.slice(0, 2).map(({ name }) => name);
  await open(page, mark, 3);
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await expect(bar(page)).toContainText('2 selected');
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: /^2 selected$/ })).toBeAttached();

  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Add tag to 2 users' });
  await expect(dialog.getByRole('combobox', { name: 'Add tag' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Quick look' })).toHaveCount(0);
  await page.keyboard.type(tag);
  await expect(dialog).toContainText('2 will get it');
  await expectAccessible();
  await page.keyboard.press('Enter');
  await expect(said(page, `Tag ${tag} added at Vero for 2 users`)).toBeAttached();
  expect(await holders(sandbox, people, tag)).toEqual(names);
  await expect(
    rows(page)
      .getByRole('row')
      .filter({ hasText: `Ada ${mark}` }),
  ).toContainText(tag);

  await page.keyboard.press('u');
  await expect(said(page, `Change of ${tag} taken back at Vero for 2 users`)).toBeAttached();
  expect(await holders(sandbox, people, tag)).toEqual([]);
});

test('with somebody picked T is never one person’s, however soon it is pressed', async ({ page, person }) => {
  const mark = `soon-${uniqueMark()}`;
  for (const name of [`Ada ${mark}`, `Bob ${mark}`]) await person({ name, vero: [] });
  await open(page, mark, 2);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('t');
  await page.keyboard.type('typed at once');
  const dialog = page.getByRole('dialog', { name: 'Add tag to 1 user' });
  await expect(dialog.getByRole('combobox', { name: 'Add tag' })).toHaveValue('typed at once');
  await expect(page.getByRole('region', { name: 'Quick look' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await bar(page).getByRole('button', { name: 'Clear selection' }).click();
  await expect(bar(page)).toHaveCount(0);
  await page.keyboard.press('t');
  await expect(page.getByRole('region', { name: 'Quick look' })).toBeVisible();
});

test('before it is sent, the dialog says whom it changes; a tag is removed in the same way', async ({
  page,
  person,
  sandbox,
}) => {
  const mark = `who-${uniqueMark()}`;
  const tag = newTag();
  const has = await person({ name: `Ada ${mark}`, vero: [tag] });
  const lacks = await person({ name: `Bob ${mark}`, vero: [] });
  const alone = await person({ name: `Cyd ${mark}`, fragment: {} });
  await open(page, mark, 3);
  for (const { name } of [has, lacks, alone]) await pick(page, name);
  await bar(page).getByRole('button', { name: 'Add tag' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add tag to 3 users' });
  await dialog.getByRole('combobox', { name: 'Add tag' }).fill(tag);
  await expect(dialog).toContainText('1 will get it · 1 has it already · 1 not in Vero');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(said(page, `Tag ${tag} added at Vero for 1 user`)).toBeAttached();
  expect(await holders(sandbox, [has, lacks], tag)).toEqual([has.name, lacks.name]);

  await page.keyboard.press('r');
  const away = page.getByRole('dialog', { name: 'Remove tag from 3 users' });
  await expect(away.getByRole('combobox', { name: 'Remove tag' })).toBeFocused();
  await page.keyboard.type(tag);
  await expect(away).toContainText('2 will lose it · 1 not in Vero');
  await page.keyboard.press('Enter');
  await expect(said(page, `Tag ${tag} removed at Vero for 2 users`)).toBeAttached();
  expect(await holders(sandbox, [has, lacks], tag)).toEqual([]);
});

test('what was asked for is sent although the tab is closed', async ({ page, person, sandbox }) => {
  const mark = `tab-${uniqueMark()}`;
  const people: Person[] = [];
  for (const name of ['Ada', 'Bob', 'Cyd', 'Dan', 'Eve'])
    people.push(await person({ name: `${name} ${mark}`, vero: [] }));
  await open(page, mark, 5);
  await page.getByRole('checkbox', { name: 'Select everybody who matches' }).check();
  await page.keyboard.press('t');
  await expect(page.getByRole('combobox', { name: 'Add tag' })).toBeFocused();
  await page.keyboard.type(mark);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.keyboard.press('Enter');
  await answered;
  await page.close();
  await expect.poll(async () => (await holders(sandbox, people, mark)).length).toBe(5);
});

test('key and value, and what is typed to confirm', async ({ page, person, sandbox }) => {
  const mark = `kv-${uniqueMark()}`;
  const people = [
    await person({ name: `Ada ${mark}`, fragment: {}, cerego: {} }),
    await person({ name: `Bob ${mark}`, fragment: { plan: 'free' }, cerego: {} }),
  ];
  await open(page, mark, 2);
  for (const { name } of people) await pick(page, name);
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Add tag to 2 users' });
  await dialog.getByRole('combobox', { name: 'Provider' }).selectOption('FRAGMENT');
  await dialog.getByRole('textbox', { name: 'Key' }).fill('plan');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('team');
  await expect(dialog).toContainText('1 will get it · 1 not allowed');
  await expect(dialog).toContainText('update it instead');
  await dialog.getByRole('textbox', { name: 'Value' }).press('Enter');
  await expect(said(page, 'Tag plan = team added at FRAGMENT for 1 user')).toBeAttached();
  const [ada] = people;
  expect((await sandbox.state('fragment', ada?.ids.fragment ?? ''))[0]?.tags).toContainEqual({
    key: 'plan',
    value: 'team',
  });

  await page.keyboard.press('t');
  await dialog.getByRole('combobox', { name: 'Provider' }).selectOption('Cerego');
  await dialog.getByRole('combobox', { name: 'Type' }).fill('Region');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('Nevada');
  await expect(dialog).toContainText('First values at Cerego cannot be taken away again.');
  await dialog.getByRole('textbox', { name: 'Value' }).press('Enter');
  const confirm = dialog.getByRole('textbox', { name: 'Type 2 to confirm' });
  await expect(confirm).toHaveAccessibleDescription(/Smart Groups/);
  await confirm.fill('2');
  await confirm.press('Enter');
  await expect(said(page, 'Tag Region = Nevada added at Cerego for 2 users')).toBeAttached();
});

test('on the run’s page, too, whoever made the edit takes it back without a plan', async ({
  page,
  person,
  sandbox,
}) => {
  const tag = newTag();
  const ada = await person({ vero: [] });
  await page.goto(`/users?q=${ada.email}`);
  await pick(page, ada.name);
  await page.keyboard.press('t');
  await page.keyboard.type(tag);
  await page.keyboard.press('Enter');
  await expect(said(page, `Tag ${tag} added at Vero for 1 user`)).toBeAttached();
  await page.goto('/runs');
  await page.getByRole('link', { name: `Add ${tag} at Vero` }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo run' }).click();
  await expect(page.getByRole('heading', { name: /^Undo of run/ })).toBeVisible();
  await expect.poll(() => holders(sandbox, [ada], tag)).toEqual([]);
});

test('the e-mails of those picked go to the clipboard', async ({ page, context, person }) => {
  const mark = `mail-${uniqueMark()}`;
  const people = [await person({ name: `Ada ${mark}` }), await person({ name: `Bob ${mark}` })];
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, mark, 2);
  for (const { name } of people) await pick(page, name);
  await bar(page).getByRole('button', { name: 'Copy e-mails' }).click();
  await expect(said(page, '2 e-mails copied')).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    people.map(({ email }) => email).join(', '),
  );
  await expect(bar(page).getByRole('button', { name: 'Export' })).toHaveCount(0);
  await expect(bar(page).getByRole('button', { name: 'Preview changes' })).toHaveCount(0);
});

test('above what support may change at once, the bar says why not', async ({
  page,
  ledger,
  expectAccessible,
}) => {
  const mark = `many-${uniqueMark()}`;
  await insertMany(ledger, mark, 21);
  await page.goto(`/users?q=${mark}&sort=name`);
  await expect(page.getByRole('status')).toHaveText('21 users');
  await page.getByRole('checkbox', { name: 'Select everybody who matches' }).check();
  await expect(bar(page)).toContainText('The role support changes up to 20 users at once');
  await expect(bar(page).getByRole('button')).toHaveCount(1);
  await expectAccessible();
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page
    .getByRole('checkbox', { name: new RegExp(`^Select .*${mark}`) })
    .first()
    .uncheck();
  await expect(bar(page)).toContainText('20 selected, 1 left out');
  await expect(bar(page).getByRole('button', { name: 'Add tag' })).toBeVisible();
});

test.describe('as a marketer', () => {
  test.use({ role: 'marketer' });

  test('single rows are left out of all that match, down to the plan', async ({ page, person }) => {
    const mark = `left-${uniqueMark()}`;
    for (const name of [`Ada ${mark}`, `Bob ${mark}`, `Cyd ${mark}`]) await person({ name, vero: [] });
    await open(page, mark, 3);
    await page.getByRole('checkbox', { name: 'Select everybody who matches' }).check();
    await page.getByRole('checkbox', { name: `Select Bob ${mark}` }).uncheck();
    await expect(bar(page)).toContainText('2 selected, 1 left out');
    await expect(page.getByRole('checkbox', { name: `Select Cyd ${mark}` })).toBeChecked();
    const file = page.waitForEvent('download');
    await bar(page).getByRole('button', { name: 'Export' }).click();
    await file;
    await expect(said(page, '2 users exported')).toBeAttached();
    await bar(page).getByRole('button', { name: 'Preview changes' }).click();
    await expect(
      page.getByRole('status').filter({ hasText: '2 users match, without 1 left out' }),
    ).toBeVisible();
    const card = page.getByRole('region', { name: 'Vero' });
    await card.getByRole('combobox').fill(mark);
    await card.getByRole('button', { name: 'Add change' }).click();
    await page.getByRole('button', { name: 'Preview changes' }).click();
    await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: `Bob ${mark}` })).toHaveCount(0);
    await expect(page.getByRole('row').filter({ hasText: `Cyd ${mark}` })).toHaveCount(1);
  });

  test('above fifty the same dialog leads to the plan', async ({ page, ledger }) => {
    const mark = `plan-${uniqueMark()}`;
    await insertMany(ledger, mark, 51);
    await page.goto(`/users?q=${mark}&sort=name`);
    await expect(page.getByRole('status')).toHaveText('51 users');
    await page.getByRole('checkbox', { name: 'Select everybody who matches' }).check();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Add tag to 51 users' });
    await expect(dialog.getByRole('combobox', { name: 'Add tag' })).toBeFocused();
    await page.keyboard.type(mark);
    await expect(dialog.getByRole('button', { name: 'Preview changes' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/runs\/\d+$/);
    await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
    await expect(page.getByText(`Add ${mark} at Vero`).first()).toBeVisible();
  });
});

test.describe('as a viewer', () => {
  test.use({ role: 'viewer' });

  test('nothing can be picked that nothing could be done with', async ({ page, person }) => {
    const { email, name } = await person({ vero: [] });
    await page.goto(`/users?q=${email}`);
    await expect(rows(page).getByRole('link', { name })).toBeVisible();
    await expect(rows(page).getByRole('checkbox')).toHaveCount(0);
    for (const key of ['j', 'x']) await page.keyboard.press(key);
    await expect(bar(page)).toHaveCount(0);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).not.toContainText('Select row');
  });
});

test('on a phone the bar has two words and a menu', async ({ page, context, person, expectAccessible }) => {
  const mark = `phone-${uniqueMark()}`;
  const { name } = await person({ name: `Ada ${mark}`, vero: [] });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, mark, 1);
  await pick(page, name);
  await expect(bar(page).getByRole('button')).toHaveCount(4);
  await expectAccessible();
  await bar(page).getByRole('button', { name: 'More for the selection' }).click();
  await page.getByRole('menuitem', { name: 'Copy e-mails' }).click();
  await expect(said(page, '1 e-mail copied')).toBeAttached();
});

import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

test('the list is worked by keyboard: search, move, select, open', async ({ page, person }) => {
  const mark = `keys-${uniqueMark()}`;
  for (const name of [`Ada ${mark}`, `Bob ${mark}`, `Cyd ${mark}`])
    await person({ name, vero: ['prospect'] });
  await page.goto('/users?sort=name');
  await page.keyboard.press('/');
  await page.keyboard.type(mark);
  await expect(page.getByRole('status')).toHaveText('3 users');
  const rows = page.getByRole('grid', { name: 'Users' });
  await expect(rows.getByRole('link')).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  for (const key of ['j', 'x', 'j', 'j', 'k', 'x']) await page.keyboard.press(key);
  await expect(rows.getByRole('row', { selected: true })).toHaveCount(2);
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('2 selected');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `Bob ${mark}` })).toBeVisible();
});

test('a click right after typing opens the user, whatever is still to be written to the address', async ({
  page,
  person,
}) => {
  const { name, email } = await person({ vero: ['prospect'] });
  await page.goto(`/users?q=${email}`);
  const row = page.getByRole('grid', { name: 'Users' }).getByRole('link', { name });
  const search = page.getByRole('searchbox', { name: 'Search users' });
  for (const typed of [`${email} ${email}`, email, `${email}  `]) {
    await expect(row).toBeVisible();
    await search.fill(typed);
    await row.click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.goBack();
  }
  // The URL is about to be written.
  const asked = page.waitForRequest(/\/api\/users\?/);
  await search.fill(`vero:prospect ${email}`);
  await asked;
  await row.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History' }).click();
  await page.getByRole('searchbox', { name: 'Search notes and people' }).fill('a word');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Tags' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tags' })).toBeVisible();
});

test('a tag is added beside the list, without leaving it', async ({
  page,
  person,
  ledger,
  expectAccessible,
}) => {
  const { id, name, email } = await person({ vero: ['prospect'] });
  await page.goto(`/users?q=${email}`);
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link')).toHaveText([name]);
  await page.keyboard.press('j');
  await page.keyboard.press('t');
  const look = page.getByRole('region', { name: 'Quick look' });
  await expect(look.getByRole('heading', { name })).toBeVisible();
  const vero = look.getByRole('region', { name: 'Vero' });
  await expect(vero.getByRole('combobox', { name: 'Add tag' })).toBeFocused();
  await page.keyboard.type('beside-the-list');
  await page.keyboard.press('Enter');
  const added = vero.getByRole('listitem').filter({ hasText: 'beside-the-list' });
  await expect(added).toHaveAccessibleDescription(/accepted/);
  expect(await ledger.tagsOf(id)).toContainEqual(
    expect.objectContaining({ provider: 'vero', key: 'beside-the-list', proof: 'accepted' }),
  );
  await expectAccessible();
  await look.getByRole('button', { name: 'Close' }).click();
  await expect(look).toHaveCount(0);
});

test('after another filter no row is at the cursor: t gives a tag to nobody who is out of sight', async ({
  page,
  person,
}) => {
  const mark = `cursor-${uniqueMark()}`;
  for (const name of [`Ada ${mark}`, `Bob ${mark}`]) await person({ name, vero: ['prospect'] });
  await page.goto(`/users?q=${mark}&sort=name`);
  const rows = page.getByRole('grid', { name: 'Users' });
  await expect(rows.getByRole('link')).toHaveCount(2);
  await page.keyboard.press('j');
  await page.getByRole('searchbox', { name: 'Search users' }).fill(`bob ${mark}`);
  await expect(rows.getByRole('link')).toHaveText([`Bob ${mark}`]);
  await expect(rows).not.toHaveAttribute('aria-activedescendant', /.+/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await page.keyboard.press('j');
  await page.keyboard.press('t');
  const look = page.getByRole('region', { name: 'Quick look' });
  await expect(look.getByRole('heading', { name: `Bob ${mark}` })).toBeVisible();
});

test('sorting turns round at the head of a column', async ({ page, person }) => {
  const mark = `sort-${uniqueMark()}`;
  for (const name of [`Zed ${mark}`, `Amy ${mark}`]) await person({ name, vero: ['prospect'] });
  await page.goto(`/users?q=${mark}`);
  const rows = page.getByRole('grid', { name: 'Users' });
  const links = rows.getByRole('link');
  await rows.getByRole('button', { name: 'Name' }).click();
  await expect(links).toHaveText([`Amy ${mark}`, `Zed ${mark}`]);
  await expect(rows.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  await rows.getByRole('button', { name: 'Name' }).click();
  await expect(links).toHaveText([`Zed ${mark}`, `Amy ${mark}`]);
});

test('tags that do not fit open beside the row, and a press filters by one', async ({ page, person }) => {
  const mark = `over-${uniqueMark()}`;
  const labels = Array.from({ length: 6 }, (_, index) => `${mark}-label-${index}`);
  const { name } = await person({ vero: labels });
  await page.goto(`/users?q=${encodeURIComponent(name)}`);
  await page.getByRole('button', { name: `tags of ${name} at Vero` }).click();
  const all = page.getByRole('dialog', { name: /Vero/ });
  await expect(all.getByRole('listitem')).toHaveCount(6);
  await all.getByRole('button', { name: labels[5] ?? '' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue(new RegExp(`vero:${labels[5]}`));
  await expect(page.getByRole('status')).toHaveText('1 users');
});

test('text from elsewhere is shown as text', async ({ page, person, ledger }) => {
  const { id, email } = await person({ vero: ['<img src=x onerror=alert(1)>'] });
  await ledger.query('update users set name = $1 where id = $2', ['<b>Bold</b> ‮sdrawkcab', id]);
  await page.goto(`/users?q=${email}`);
  const rows = page.getByRole('grid', { name: 'Users' });
  await expect(rows.getByRole('link', { name: '<b>Bold</b>' })).toBeVisible();
  await rows.getByRole('button', { name: '1 tag of <b>Bold</b>' }).click();
  await expect(page.getByRole('dialog').getByText('<img src=x onerror=alert(1)>')).toBeVisible();
});

test('columns can be chosen down to one key, and the address keeps them', async ({
  page,
  person,
  expectAccessible,
}) => {
  const { email } = await person({ cerego: { Region: 'Nevada' }, vero: ['prospect'] });
  await page.goto(`/users?q=${email}`);
  await page.getByRole('button', { name: 'Columns' }).click();
  const dialog = page.getByRole('dialog', { name: 'Columns' });
  await dialog.getByRole('checkbox', { name: 'Tags at Vero' }).uncheck();
  await dialog.getByRole('combobox', { name: 'A column for one key at Cerego' }).fill('Region');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  const rows = page.getByRole('grid', { name: 'Users' });
  await expect(rows.getByRole('columnheader', { name: 'Region at Cerego' })).toBeVisible();
  await expect(rows.getByRole('columnheader', { name: 'Vero', exact: true })).toHaveCount(0);
  await expect(page).toHaveURL(/cerego\.Region/);
  await page.reload();
  await expect(rows.getByRole('columnheader', { name: 'Region at Cerego' })).toBeVisible();
  await expectAccessible();
});

test('the screen has no serious fault for assistive technology', async ({
  page,
  person,
  expectAccessible,
}) => {
  // A few rows of every kind: a hundred alike take axe a minute.
  const mark = `axe-${uniqueMark()}`;
  await person({ name: `Ada ${mark}`, vero: ['prospect'], fragment: { plan: 'team' }, proof: 'unknown' });
  await person({ name: `Bob ${mark}`, cerego: { Region: 'Nevada' }, proof: 'imported' });
  await person({ name: `Cyd ${mark}` });
  await page.goto(`/users?q=${mark}`);
  await expect(page.getByRole('status')).toHaveText('3 users');
  await page.getByRole('checkbox', { name: `Select Ada ${mark}` }).check();
  await expectAccessible();
});

test('who was picked stays in sight on a phone, and is told apart under another filter', async ({
  page,
  person,
}) => {
  const mark = `picked-${uniqueMark()}`;
  for (const name of [`Ada ${mark}`, `Bob ${mark}`]) await person({ name });
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(`/users?q=${mark}&sort=name`);
  await page.getByRole('checkbox', { name: `Select Ada ${mark}` }).check();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toBeInViewport({ ratio: 1 });
  await page.getByRole('searchbox', { name: 'Search users' }).fill(`bob ${mark}`);
  await expect(page.getByRole('status')).toHaveText('1 users');
  await expect(bar).toContainText('1 selected, picked under another filter');
  await page.getByRole('checkbox', { name: `Select Bob ${mark}` }).check();
  await expect(bar).toContainText('2 selected, 1 picked under another filter');
});

test('on a phone the list keeps names, marks and counts', async ({ page, person, expectAccessible }) => {
  const { name, email } = await person({ vero: ['prospect', 'new'] });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/users?q=${email}`);
  const rows = page.getByRole('grid', { name: 'Users' });
  await expect(rows.getByRole('columnheader')).toHaveText(['', 'Name', 'Identities', 'Tags']);
  await expect(rows.getByRole('link', { name })).toBeVisible();
  await expectAccessible();
});

test.describe('planning a run', () => {
  test.use({ role: 'marketer' });
  test('users picked in the list, or everybody who matches, go on to a run', async ({ page, person }) => {
    const mark = `pick-${uniqueMark()}`;
    for (const name of [`Ada ${mark}`, `Bob ${mark}`]) await person({ name, vero: ['prospect'] });
    await page.goto(`/users?q=${mark}`);
    const bar = page.getByRole('toolbar', { name: 'Selection' });
    await page.getByRole('checkbox', { name: `Select Ada ${mark}` }).check();
    await expect(bar).toContainText('1 selected');
    await bar.getByRole('button', { name: 'All 2 that match' }).click();
    await expect(page.getByRole('checkbox', { name: `Select Bob ${mark}` })).toBeChecked();
    await bar.getByRole('button', { name: 'Only the 1 picked' }).click();
    await expect(page.getByRole('checkbox', { name: `Select Bob ${mark}` })).not.toBeChecked();
    await page.getByRole('checkbox', { name: 'Select everybody who matches' }).check();
    await bar.getByRole('button', { name: 'Preview changes' }).click();
    await expect(page).toHaveURL(new RegExp(`/runs/new\\?q=${mark}`));
  });
});

test.describe('as a viewer', () => {
  test.use({ role: 'viewer' });
  test('nothing is offered that the role may not do', async ({ page }) => {
    await page.goto('/users');
    await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'New user' })).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Export CSV' })).toHaveCount(0);
    await page.goto('/users/new');
    await expect(page.getByRole('heading', { name: 'Your role does not allow this' })).toBeVisible();
  });
});

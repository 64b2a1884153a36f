/** The list of users: finding, filtering, sorting, picking, and adding one by hand. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { uniqueMark } from './support/mark.ts';

/** Keys pressed before the browser has taken the page over go nowhere; until then its controls say that they are off. */
async function untilAwake(page: Page): Promise<void> {
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toBeEnabled();
}

test('a user is found by any part of name, e-mail or id, and the count is exact', async ({
  page,
  person,
}) => {
  const { name, email, ids } = await person({ vero: ['prospect'], fragment: { plan: 'team' } });
  await page.goto('/users');
  const search = page.getByRole('searchbox', { name: 'Search users' });
  const rows = page.getByRole('grid', { name: 'Users' });
  for (const text of [name.toUpperCase(), email.slice(2), ids.vero]) {
    await search.fill(text);
    await expect(page.getByRole('status')).toHaveText('1 users');
    await expect(rows.getByRole('link', { name })).toBeVisible();
  }
  await expect(page).toHaveURL(new RegExp(`q=${ids.vero}`));
  await page.reload();
  await expect(search).toHaveValue(ids.vero);
  await expect(rows.getByRole('link')).toHaveCount(1);
  await rows.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
});

test('filters combine over providers, and each condition counts', async ({ page, person }) => {
  const mark = `spec-${uniqueMark()}`;
  const both = await person({ vero: [mark], fragment: { plan: mark } });
  const one = await person({ vero: [mark] });
  await page.goto(`/users?q=vero:${mark}`);
  const rows = page.getByRole('grid', { name: 'Users' });
  await expect(page.getByRole('status')).toHaveText('2 users');

  const search = page.getByRole('searchbox', { name: 'Search users' });
  await search.fill(`vero:${mark} NOT fragment:plan=${mark}`);
  await expect(page.getByRole('status')).toHaveText('1 users');
  await expect(rows.getByRole('link', { name: one.name })).toBeVisible();

  await search.fill(`vero:${mark} fragment:plan`);
  await expect(rows.getByRole('link', { name: both.name })).toBeVisible();
  await expect(rows.getByRole('link', { name: one.name })).toHaveCount(0);

  await search.fill(`vero:${mark} no:fragment`);
  await expect(rows.getByRole('link', { name: one.name })).toBeVisible();
  await expect(rows.getByRole('link', { name: both.name })).toHaveCount(0);
});

test('a filter that cannot be read is said, the rows stay, and the cure is one press away', async ({
  page,
  person,
}) => {
  const { name } = await person({ vero: ['prospect'] });
  await page.goto(`/users?q=${encodeURIComponent(name)}`);
  const link = page.getByRole('grid', { name: 'Users' }).getByRole('link', { name });
  await expect(link).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Search users' });
  await search.fill(`"${name}`);
  await expect(page.getByText('This quote is not closed.')).toBeVisible();
  await expect(link).toBeVisible();
  await page.getByRole('button', { name: /^Use/ }).click();
  await expect(search).toHaveValue(`"${name}"`);
  await expect(page.getByRole('status')).toHaveText('1 users');
});

test('a misspelt tag gets the nearest known one', async ({ page, person }) => {
  const mark = `misspelt${uniqueMark()}`;
  const { name } = await person({ vero: [mark] });
  await page.goto(`/users?q=vero:${mark}x`);
  await expect(page.getByText(`No known tag fits vero:${mark}x.`)).toBeVisible();
  await page.getByRole('button', { name: /^Use/ }).click();
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link', { name })).toBeVisible();
});

test('the list is worked by keyboard: search, move, select, open', async ({ page, person }) => {
  const mark = `keys-${uniqueMark()}`;
  for (const name of [`Ada ${mark}`, `Bob ${mark}`, `Cyd ${mark}`])
    await person({ name, vero: ['prospect'] });
  await page.goto('/users?sort=name');
  await untilAwake(page);
  await page.keyboard.press('/');
  await page.keyboard.type(mark);
  await expect(page.getByRole('status')).toHaveText('3 users');
  const rows = page.getByRole('grid', { name: 'Users' });
  await expect(rows.getByRole('link')).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  for (const key of ['j', 'x', 'j', 'j', 'k', 'x']) await page.keyboard.press(key);
  await expect(rows.getByRole('row', { selected: true })).toHaveCount(2);
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('2 selected');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `Bob ${mark}` })).toBeVisible();
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
  await untilAwake(page);
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
  await page.getByRole('button', { name: `more tags of ${name} at Vero` }).click();
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
  await expect(rows.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
});

test('nobody matching is said, with a way back', async ({ page, expectAccessible }) => {
  await page.goto('/users?q=nobody-has-such-a-name');
  await expect(page.getByRole('status')).toHaveText('0 users');
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('');
});

test('a new user is created once and opens; an id that is taken is said at its field', async ({
  page,
  ledger,
  expectAccessible,
}) => {
  const mark = `new-${uniqueMark()}`;
  await page.goto('/users/new');
  await page.getByRole('textbox', { name: 'Capillary user id' }).fill('not a number');
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('textbox', { name: 'Capillary user id' })).toHaveAccessibleDescription(
    /digits|number/i,
  );
  await expectAccessible();
  await page.getByRole('textbox', { name: 'Capillary user id' }).fill('');
  await page.getByRole('textbox', { name: 'Name' }).fill(`Nia ${mark}`);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${mark}@example.com`);
  await page.getByRole('textbox', { name: 'Vero id' }).fill(mark);
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { name: `Nia ${mark}` })).toBeVisible();
  expect(await ledger.query('select name from users where email = $1', [`${mark}@example.com`])).toHaveLength(
    1,
  );

  await page.goto('/users/new');
  await page.getByRole('textbox', { name: 'Vero id' }).fill(mark);
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('textbox', { name: 'Vero id' })).toHaveAccessibleDescription(
    `Nia ${mark} has the Vero id ${mark} already.`,
  );
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
  await page.reload();
  await expect(rows.getByRole('columnheader', { name: 'Region at Cerego' })).toBeVisible();
  await expectAccessible();
});

test('the screen has no serious fault for assistive technology', async ({
  page,
  person,
  expectAccessible,
}) => {
  // A few rows of every kind: a hundred alike take axe a minute and tell nothing more.
  const mark = `axe-${uniqueMark()}`;
  await person({ name: `Ada ${mark}`, vero: ['prospect'], fragment: { plan: 'team' }, proof: 'unknown' });
  await person({ name: `Bob ${mark}`, cerego: { Region: 'Nevada' }, proof: 'imported' });
  await person({ name: `Cyd ${mark}` });
  await page.goto(`/users?q=${mark}`);
  await expect(page.getByRole('status')).toHaveText('3 users');
  await page.getByRole('checkbox', { name: `Select Ada ${mark}` }).check();
  await expectAccessible();
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

test.describe('as a marketer', () => {
  test.use({ role: 'marketer' });
  test('the list can be taken as a file with the same rows', async ({ page, person }) => {
    const mark = `file-${uniqueMark()}`;
    const { email, ids } = await person({
      name: `=cmd ${mark}`,
      vero: ['prospect'],
      cerego: { Region: 'Nevada' },
    });
    const ada = await person({ name: `Ada ${mark}` });
    await page.goto(`/users?q=${mark}&sort=name&columns=email,cerego.Region,tags,identities`);
    await expect(page.getByRole('status')).toHaveText('2 users');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^users-\d{4}-\d\d-\d\d\.csv$/);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe(
      'name,email,cerego.Region,tag_count,vero_id,cerego_user_id,capillary_user_id,fragment_user_ref\n' +
        `'=cmd ${mark},${email},Nevada,2,${ids.vero},${ids.cerego},,\n` +
        `Ada ${mark},${ada.email},,0,,,,\n`,
    );
    await expect(page.getByRole('status').filter({ hasText: '2 users exported' })).toBeAttached();
  });

  test('an export says how far it is, and is cancelled without a file', async ({ page, person }) => {
    const mark = `stop-${uniqueMark()}`;
    await person({ name: `Ada ${mark}` });
    await page.goto(`/users?q=${mark}`);
    await expect(page.getByRole('status')).toHaveText('1 users');
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/api/users/export?*', async (route) => {
      await held;
      await route.continue();
    });
    let saved = false;
    page.on('download', () => {
      saved = true;
    });
    await page.getByRole('link', { name: 'Export CSV' }).click();
    await expect(page.getByRole('progressbar', { name: 'Export' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel the export' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Nothing was saved.' })).toBeAttached();
    answer();
    await expect(page.getByRole('link', { name: 'Export CSV' })).toBeVisible();
    expect(saved).toBe(false);
  });
});

test.describe('planning a run', () => {
  test.use({ role: 'marketer' });
  test('users picked in the list, or everybody who matches, go on to a run', async ({ page, person }) => {
    const mark = `pick-${uniqueMark()}`;
    for (const name of [`Ada ${mark}`, `Bob ${mark}`]) await person({ name, vero: ['prospect'] });
    await page.goto(`/users?q=${mark}`);
    const bar = page.getByRole('region', { name: 'Selection' });
    await page.getByRole('checkbox', { name: `Select Ada ${mark}` }).check();
    await expect(bar).toContainText('1 selected');
    await bar.getByRole('button', { name: 'All 2 that match' }).click();
    await expect(page.getByRole('checkbox', { name: `Select Bob ${mark}` })).toBeChecked();
    await bar.getByRole('button', { name: 'Only the 1 picked' }).click();
    await expect(page.getByRole('checkbox', { name: `Select Bob ${mark}` })).not.toBeChecked();
    await page.getByRole('checkbox', { name: 'Select everybody who matches' }).check();
    await bar.getByRole('link', { name: 'Plan a run' }).click();
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

/** Ids are found at the providers, and users made there, from New user and while linking. */
import { randomInt } from 'node:crypto';
import { expect, test } from '../fixtures.ts';
import { openUser, regionOf } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';

test('a new user’s ids are found by e-mail and reference, with keys alone', async ({
  page,
  sandbox,
  ledger,
  expectAccessible,
}) => {
  const mark = uniqueMark();
  const email = `${mark}@found.example`;
  const id = String(randomInt(1_000_000_000) + 7_000_000_000);
  await sandbox.seed({
    cerego: { users: [{ id, name: `Ida ${mark}`, email }] },
    fragment: [{ id: `user_${mark}`, externalId: `acct-${mark}` }],
  });
  await page.goto('/users/new');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('button', { name: 'Find at Cerego' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Find at Cerego' });
  await expect(dialog.getByRole('textbox', { name: 'E-mail' })).toBeFocused();
  await page.keyboard.press('Enter');
  const found = dialog.getByRole('list', { name: 'Found at Cerego' });
  await expect(found.getByRole('listitem')).toContainText([`Ida ${mark}`]);
  await expect(found.getByRole('button', { name: `Take ${id}` })).toBeFocused();
  await expectAccessible();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Cerego user id' })).toHaveValue(id);
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(`Ida ${mark}`);

  await page.getByRole('button', { name: 'Find at FRAGMENT' }).press('Enter');
  const reference = page.getByRole('dialog').getByRole('textbox', { name: 'Id or external id' });
  await reference.fill('nobody-here');
  await reference.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'FRAGMENT knows nobody by this.' })).toBeVisible();
  await reference.fill(`acct-${mark}`);
  await reference.press('Enter');
  await page.getByRole('button', { name: `Take user_${mark}` }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'FRAGMENT user ref' })).toHaveValue(`user_${mark}`);
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { name: `Ida ${mark}` })).toBeVisible();
  expect(
    await ledger.query('select 1 from changes c join users u on u.id = c.user_id where u.email = $1', [
      email,
    ]),
  ).toEqual([]);

  await page.goto('/users/new');
  await page.getByRole('button', { name: 'Find at Cerego' }).click();
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.keyboard.press('Enter');
  await expect(found).toContainText('is with');
  await expect(found.getByRole('link', { name: `Ida ${mark}` })).toBeVisible();
  await expect(found.getByRole('button')).toHaveCount(0);
});

test('a user is made at FRAGMENT and identified at Vero with New user', async ({ page, sandbox }) => {
  const mark = uniqueMark();
  await page.goto('/users/new');
  await page.getByRole('textbox', { name: 'Name' }).fill(`Mae ${mark}`);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${mark}@made.example`);
  await page.getByRole('textbox', { name: 'Vero id' }).fill(`v-${mark}`);
  await page.getByRole('checkbox', { name: /Identify at Vero/ }).check();
  await page.getByRole('textbox', { name: 'FRAGMENT user ref' }).fill(`acct-${mark}`);
  await page.getByRole('checkbox', { name: /Create at FRAGMENT/ }).check();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { name: `Mae ${mark}` })).toBeVisible();
  const history = page.getByRole('list', { name: 'History' });
  await expect(history.getByRole('listitem').filter({ hasText: 'User created there' })).toBeVisible();
  await expect(history.getByRole('listitem').filter({ hasText: 'Profile sent' })).toBeVisible();
  const fragment = await sandbox.state('fragment');
  expect(fragment.filter(({ externalId }) => externalId === `acct-${mark}`)).toHaveLength(1);
});

test('an id is found while linking, and a user made of one later', async ({ page, person, sandbox }) => {
  const amara = await person({ vero: [] });
  const mark = uniqueMark();
  await sandbox.seed({ fragment: [{ id: `user_${mark}`, externalId: `acct-${mark}` }] });
  await openUser(page, amara);
  const region = regionOf(page, 'FRAGMENT');
  await region.getByRole('button', { name: 'Find at FRAGMENT' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Id or external id' }).fill(`acct-${mark}`);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: `Take user_${mark}` }).click();
  await expect(region.getByRole('textbox', { name: 'FRAGMENT user ref' })).toHaveValue(`user_${mark}`);
  await region.getByRole('textbox', { name: 'FRAGMENT user ref' }).fill(`later-${mark}`);
  await region.getByRole('button', { name: 'Save id' }).click();
  await expect(region).toContainText(`later-${mark}`);
  await page.getByRole('button', { name: 'User menu' }).click();
  await page.getByRole('menuitem', { name: 'Create at FRAGMENT' }).click();
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('Created at FRAGMENT');
  await page.getByRole('button', { name: 'User menu' }).click();
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Create at FRAGMENT' })).toHaveCount(0);
});

test.describe('a marketer', () => {
  test.use({ role: 'marketer' });

  test('those whom a plan leaves out are found by e-mail and linked by a key, and the plan takes them in', async ({
    page,
    person,
    sandbox,
    expectAccessible,
  }) => {
    test.slow();
    const mark = uniqueMark();
    const [known, unknown] = [await person({ vero: [mark] }), await person({ vero: [mark] })];
    const userId = String(randomInt(1_000_000_000) + 7_000_000_000);
    const label = `Found ${mark}`;
    await sandbox.seed({
      capillary: { labels: [label], customers: [{ userId, name: known.name, email: known.email }] },
    });
    await page.goto(`/runs/new?q=vero:${mark}`);
    const card = page.getByRole('region', { name: 'Capillary' });
    await card.getByLabel('Label', { exact: true }).and(card.locator('input')).fill(label);
    await card.getByRole('button', { name: 'Add change' }).click();
    await page.getByRole('button', { name: 'Preview changes' }).click();
    await page.getByRole('link', { name: 'find ids of 2: Not in Capillary' }).click();

    await expect(page.getByRole('heading', { name: 'Identities', level: 1 })).toBeVisible();
    const left = page.getByRole('list', { name: 'Not in Capillary' });
    await expect(left.getByRole('listitem')).toHaveCount(2);
    await left.getByRole('button', { name: known.name }).click();
    const found = page.getByRole('list', { name: 'Found at Capillary' });
    await expect(found.getByRole('button', { name: `Link ${userId}` })).toBeVisible();
    await expectAccessible();
    await page.keyboard.press('l');
    await expect(page.getByRole('status').filter({ hasText: `is ${userId} at Capillary` })).toBeVisible();
    await expect(left.getByRole('listitem')).toHaveText([new RegExp(unknown.name)]);
    await expect(page.getByText('Capillary knows nobody by this.')).toBeVisible();

    await page.getByRole('button', { name: 'Update the plan' }).click();
    await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Capillary', exact: true })).toContainText('1 to change');
  });
});

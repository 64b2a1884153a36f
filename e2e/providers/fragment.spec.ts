import { expect, test } from '../fixtures.ts';
import { writesAbout } from '../support/sandbox.ts';
import { expectTag, historyOf, openUser, regionOf, tagIn } from './region.ts';

test('a key is added, edited, removed and brought back, each confirmed by FRAGMENT’s answer', async ({
  page,
  person,
  sandbox,
  ledger,
}) => {
  const amara = await person({ fragment: { plan: 'team' } });
  const tags = async () =>
    (await sandbox.state('fragment', amara.ids.fragment))[0]?.tags.map(({ key, value }) => `${key}=${value}`);
  await openUser(page, amara);
  const fragment = regionOf(page, 'FRAGMENT');
  await fragment.getByRole('textbox', { name: 'Key' }).fill('department');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('engineering');
  await fragment.getByRole('button', { name: 'Add' }).click();
  await expectTag(fragment, 'department = engineering', 'confirmed');
  await expect(fragment.getByRole('textbox', { name: 'Key' })).toBeFocused();

  await fragment.getByRole('button', { name: 'Edit department' }).click();
  await fragment.getByRole('textbox', { name: 'Value' }).fill('design');
  await fragment.getByRole('textbox', { name: 'Value' }).press('Enter');
  await expectTag(fragment, 'department = design', 'confirmed');
  expect(await tags()).toEqual(['plan=team', 'department=design']);

  await fragment.getByRole('button', { name: 'Remove department' }).click();
  await expect(tagIn(fragment, 'department = design')).toHaveCount(0);
  expect(await tags()).toEqual(['plan=team']);

  await historyOf(page, '− department').getByRole('button', { name: 'Undo' }).click();
  await expectTag(fragment, 'department = design', 'confirmed');
  expect(await tags()).toEqual(['plan=team', 'department=design']);
  const verbs = (await ledger.changesOf(amara.id)).map(({ operations }) => operations[0]?.verb);
  expect(verbs).toEqual(['add', 'remove', 'update', 'add']);
});

test('a clash is refused in FRAGMENT’s words; overwriting is an act of its own', async ({
  page,
  person,
  sandbox,
  ledger,
}) => {
  const amara = await person({ fragment: {} });
  await openUser(page, amara);
  // Changed elsewhere; Tagdesk does not know yet.
  await sandbox.seed({
    fragment: [{ externalId: amara.ids.fragment, tags: [{ key: 'department', value: 'sales' }] }],
  });
  const fragment = regionOf(page, 'FRAGMENT');
  await fragment.getByRole('textbox', { name: 'Key' }).fill('department');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('engineering');
  await fragment.getByRole('button', { name: 'Add' }).click();
  await expect(fragment.getByRole('alert')).toContainText('FRAGMENT refused “department = engineering”.');
  await fragment.getByRole('button', { name: 'Overwrite' }).click();
  await expectTag(fragment, 'department = engineering', 'confirmed');
  await expect(fragment.getByRole('alert')).toHaveCount(0);
  const [user] = await sandbox.state('fragment', amara.ids.fragment);
  expect(user?.tags).toEqual([{ key: 'department', value: 'engineering' }]);
  const lines = await ledger.changesOf(amara.id);
  expect(lines.map(({ operations, outcome }) => `${operations[0]?.verb} ${outcome}`)).toEqual([
    'set confirmed',
    'add refused',
  ]);
});

test('the limits of key and value are told at the field, counted in characters', async ({ page, person }) => {
  const amara = await person({ fragment: {} });
  await openUser(page, amara);
  const fragment = regionOf(page, 'FRAGMENT');
  const key = fragment.getByRole('textbox', { name: 'Key' });
  const value = fragment.getByRole('textbox', { name: 'Value' });
  await value.fill('n.adeyemi');
  await key.fill('billing/owner');
  await expect(fragment.getByText('13/50')).toBeVisible();
  await expect(key).toHaveAccessibleDescription(/“\/” is not allowed/);
  await expect(fragment.getByRole('button', { name: 'Add' })).toBeDisabled();
  await key.fill('k'.repeat(51));
  await expect(key).toHaveAccessibleDescription('Key is 51 characters; FRAGMENT allows 50.');
  await key.fill('k'.repeat(50));
  await value.fill('🎉'.repeat(201));
  await expect(value).toHaveAccessibleDescription('Value is 201 characters; FRAGMENT allows 200.');
  expect(await writesAbout('fragment', amara.ids.fragment)).toEqual([]);
  await value.fill('🎉'.repeat(200));
  await fragment.getByRole('button', { name: 'Add' }).click();
  await expectTag(fragment, `${'k'.repeat(50)} = ${'🎉'.repeat(200)}`, 'confirmed');
});

test('a limited rate is waited for: the change is queued, then done by itself', async ({
  page,
  person,
  sandbox,
}) => {
  test.setTimeout(60_000);
  const amara = await person({ fragment: {} });
  const match = { user: amara.ids.fragment, method: 'PATCH' };
  await sandbox.fault({ provider: 'fragment', kind: 'rate-limit', retryAfter: 5, match });
  await openUser(page, amara);
  const fragment = regionOf(page, 'FRAGMENT');
  await fragment.getByRole('textbox', { name: 'Key' }).fill('plan');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('team');
  await fragment.getByRole('button', { name: 'Add' }).click();
  await expectTag(fragment, 'plan = team', 'pending');
  await expect(tagIn(fragment, 'plan = team')).toHaveAccessibleDescription(/^confirmed/, { timeout: 40_000 });
  await expect(page.getByRole('status').getByText('Tag plan = team added at FRAGMENT, 1 tag')).toHaveCount(1);
});

test('a lost answer is settled by reading back, without sending twice', async ({ page, person, sandbox }) => {
  test.setTimeout(60_000);
  const amara = await person({ fragment: {} });
  const user = amara.ids.fragment;
  await sandbox.fault({ provider: 'fragment', kind: 'reset-after', match: { user, method: 'PATCH' } });
  await openUser(page, amara);
  const fragment = regionOf(page, 'FRAGMENT');
  await fragment.getByRole('textbox', { name: 'Key' }).fill('plan');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('team');
  await fragment.getByRole('button', { name: 'Add' }).click();
  await expect(tagIn(fragment, 'plan = team')).toHaveAccessibleDescription(/^confirmed/, { timeout: 40_000 });
  expect(await writesAbout('fragment', user)).toHaveLength(1);
});

test('an outage says that it was not applied or keeps it in doubt, and leaves the others at work', async ({
  page,
  person,
  sandbox,
}) => {
  const amara = await person({ vero: [], fragment: { plan: 'team' } });
  const match = { user: amara.ids.fragment, method: 'PATCH' };
  await sandbox.fault({ provider: 'fragment', kind: 'status', status: 401, times: 4, match });
  await openUser(page, amara);
  const fragment = regionOf(page, 'FRAGMENT');
  await fragment.getByRole('button', { name: 'Remove plan' }).click();
  await expect(fragment.getByRole('alert')).toContainText('was not applied at FRAGMENT');
  await expectTag(fragment, 'plan = team', 'confirmed');
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await page.keyboard.press('Enter');
  await expectTag(vero, 'prospect', 'accepted');
});

test('two users who are one at FRAGMENT: the second says whose it is and leads there, and cannot be edited', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const amara = await person({ fragment: { plan: 'team' } });
  const id = (await sandbox.state('fragment', amara.ids.fragment))[0]?.id ?? '';
  const name = `Twin of ${amara.name}`;
  await page.goto('/users/new');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'FRAGMENT user ref' }).fill(id);
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const fragment = regionOf(page, 'FRAGMENT');
  await fragment.getByRole('button', { name: 'Refresh FRAGMENT' }).click();
  await expectTag(fragment, 'plan = team', 'confirmed');

  await openUser(page, amara);
  await expect(fragment).toContainText(`FRAGMENT says this is the same user as ${name} (${id}).`);
  await expect(fragment.getByRole('textbox', { name: 'Key' })).toHaveCount(0);
  await expect(fragment.getByRole('button', { name: 'Edit plan' })).toHaveCount(0);
  await expectAccessible();
  await fragment.getByRole('link', { name: `${name} (${id})` }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(fragment.getByRole('textbox', { name: 'Key' })).toBeVisible();
});

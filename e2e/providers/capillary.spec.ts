import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';
import { writesAbout } from '../support/sandbox.ts';
import { expectTag, openUser, regionOf, tagIn } from './region.ts';

const newLabel = () => `Festive ${uniqueMark()}`;

test('a label of the catalogue is added and removed, confirmed by reading back', async ({
  page,
  person,
  sandbox,
  ledger,
}) => {
  const label = newLabel();
  await sandbox.seed({ capillary: { labels: [label] } });
  const amara = await person({ capillary: ['Birthday club'] });
  await openUser(page, amara);
  const capillary = regionOf(page, 'Capillary');
  await capillary.getByRole('combobox', { name: 'Add tag' }).fill(label);
  await page.keyboard.press('Enter');
  await expectTag(capillary, label, 'confirmed');
  const labels = async () => (await sandbox.state('capillary', amara.ids.capillary)).customers[0]?.labels;
  expect(await labels()).toEqual(['Birthday club', label]);
  await capillary.getByRole('button', { name: `Remove ${label}` }).click();
  await expect(tagIn(capillary, label)).toHaveCount(0);
  await expect(page.getByRole('status').getByText(`Tag ${label} removed at Capillary, 1 tag`)).toHaveCount(1);
  expect(await labels()).toEqual(['Birthday club']);
  expect(await ledger.changesOf(amara.id)).toMatchObject([
    { outcome: 'confirmed' },
    { outcome: 'confirmed' },
  ]);
});

test.describe('as a marketer', () => {
  test.use({ role: 'marketer' });

  test('an unknown label is refused with Capillary’s words and code, created on request, then added', async ({
    page,
    person,
    sandbox,
  }) => {
    const label = newLabel();
    const amara = await person({ capillary: [] });
    await openUser(page, amara);
    const capillary = regionOf(page, 'Capillary');
    await capillary.getByRole('combobox', { name: 'Add tag' }).fill(label);
    await page.keyboard.press('Enter');
    const alert = capillary.getByRole('alert');
    await expect(alert).toContainText(`Capillary refused “${label}”.`);
    await expect(alert).toContainText(`${label} label not found`);
    await expect(alert).toContainText('33000');
    await expect(tagIn(capillary, label)).toHaveCount(0);
    await alert.getByRole('button', { name: 'Create label, then add' }).click();
    await expectTag(capillary, label, 'confirmed');
    await expect(alert).toHaveCount(0);
    const state = await sandbox.state('capillary', amara.ids.capillary);
    expect(state.customers[0]?.labels).toEqual([label]);
  });
});

test('support may not add to the catalogue and is offered another label instead', async ({
  page,
  person,
  expectAccessible,
}) => {
  const amara = await person({ capillary: [] });
  await openUser(page, amara);
  const capillary = regionOf(page, 'Capillary');
  await capillary.getByRole('combobox', { name: 'Add tag' }).fill(newLabel());
  await page.keyboard.press('Enter');
  await expect(capillary.getByRole('alert')).toBeVisible();
  await expect(capillary.getByRole('button', { name: 'Create label, then add' })).toHaveCount(0);
  await expectAccessible();
  await capillary.getByRole('button', { name: 'Pick another' }).click();
  await expect(capillary.getByRole('alert')).toHaveCount(0);
  await expect(capillary.getByRole('combobox', { name: 'Add tag' })).toBeFocused();
});

test('a label of 101 characters is refused while it is typed, with a counter', async ({ page, person }) => {
  const amara = await person({ capillary: [] });
  await openUser(page, amara);
  const capillary = regionOf(page, 'Capillary');
  const field = capillary.getByRole('combobox', { name: 'Add tag' });
  await field.fill('x'.repeat(101));
  await expect(field).toHaveAccessibleDescription('Label is 101 characters; Capillary allows 100.');
  await expect(capillary.getByText('101/100')).toBeVisible();
  await field.press('Enter');
  await field.fill('x'.repeat(100));
  await expect(field).not.toHaveAccessibleDescription(/allows/);
  expect(await writesAbout('capillary', amara.ids.capillary)).toEqual([]);
});

test('a busy customer (521) is waited for and then done once', async ({ page, person, sandbox, ledger }) => {
  test.setTimeout(60_000);
  const amara = await person({ capillary: ['Birthday club'] });
  const fault = { provider: 'capillary', kind: 'status', status: 521, times: 4 } as const;
  await sandbox.fault({ ...fault, match: { user: amara.ids.capillary, method: 'POST' } });
  await openUser(page, amara);
  const capillary = regionOf(page, 'Capillary');
  await capillary.getByRole('button', { name: 'Remove Birthday club' }).click();
  await expectTag(capillary, 'Birthday club', 'pending');
  await expect(tagIn(capillary, 'Birthday club')).toHaveCount(0, { timeout: 40_000 });
  expect(await ledger.changesOf(amara.id)).toMatchObject([{ outcome: 'confirmed' }]);
});

/** Files whose columns are mapped and whose cells are corrected. */
import { randomInt } from 'node:crypto';
import { expect, test } from '../fixtures.ts';
import { importFile } from '../support/choose-file.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'marketer' });

test('a file under any header is mapped, looked at, corrected, loaded and taken back', async ({
  page,
  person,
  ledger,
  sandbox,
  expectAccessible,
}) => {
  const mark = uniqueMark();
  const known = await person({ fragment: { plan: 'free' } });
  const capillaryId = () => String(randomInt(2 ** 40));
  await importFile(
    page,
    [
      'Full Name,Email Address,Customer ID,Labels,Notes',
      `Ada ${mark},ada-${mark}@customers.example,${capillaryId()},Gold ${mark},x`,
      `Bea ${mark},bea-${mark}@customers.example,no number,Silver ${mark},x`,
      `Cy ${mark},cy-${mark}@customers.example,${capillaryId()},${'x'.repeat(101)},x`,
      `Dee ${mark},${known.email},,,x`,
    ].join('\n'),
    'crm.csv',
  );
  const bad = page.getByRole('table', { name: 'Bad rows' });
  const rows = page.getByRole('table', { name: 'What the rows become' });

  await test.step('its columns are guessed, its rows shown, and nothing is loaded', async () => {
    await expect(
      page
        .getByRole('status')
        .filter({ hasText: '1 new, 1 changed, 0 unchanged, 2 bad. Nothing is loaded yet.' }),
    ).toBeVisible();
    const use = (column: string) => page.getByRole('combobox', { name: `Use of ${column}`, exact: true });
    await expect(use('Full Name')).toHaveValue('name');
    await expect(use('Email Address')).toHaveValue('email');
    await expect(use('Customer ID')).toHaveValue('capillary_user_id');
    await expect(use('Labels')).toHaveValue('capillary_labels');
    await expect(use('Notes')).toHaveValue('none');
    await expect(rows.getByRole('row')).toHaveCount(5);
    await expect(rows.getByRole('row').nth(1)).toContainText(`Ada ${mark}New`);
    await expect(rows.getByRole('row').nth(1)).toContainText(`Gold ${mark}`);
    await expect(rows.getByRole('row').nth(4)).toContainText('Known');
    await expect(bad.getByRole('row')).toHaveCount(3);
    await expect(bad.getByRole('row').nth(1)).toContainText(`Bea ${mark}`);
    await expectAccessible();
    expect(await ledger.query('select 1 from users where name = $1', [`Ada ${mark}`])).toEqual([]);
  });

  await test.step('bad cells are corrected in their place', async () => {
    const id = page.getByRole('textbox', { name: 'Customer ID in line 3' });
    await id.fill(capillaryId());
    await expect(bad.getByRole('row').nth(1)).toContainText('Corrected, will be loaded');
    await expect(id).toBeFocused();
    await page.getByRole('textbox', { name: 'Labels in line 4' }).fill(`Bronze ${mark}`);
    await expect(page.getByRole('button', { name: 'Load 4 rows' })).toBeEnabled();
    await expect(rows.getByRole('row').nth(3)).toContainText(`Bronze ${mark}`);
    await expectAccessible();
  });

  await test.step('one press loads what was shown', async () => {
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByRole('status').filter({ hasText: '4 rows loaded, 0 bad.' })).toBeAttached();
    await expect(page.getByRole('link', { name: '1 changed person' })).toBeVisible();
    await expectAccessible();
    const [cy] = await ledger.query<{ id: number }>('select id from users where name = $1', [`Cy ${mark}`]);
    expect(await ledger.tagsOf(cy?.id ?? 0)).toEqual([
      { provider: 'capillary', key: `Bronze ${mark}`, value: null, proof: 'imported' },
    ]);
  });

  await test.step('its undo leaves alone whom somebody has touched since', async () => {
    await ledger.query('update users set name = $1, changed_at = clock_timestamp() where name = $2', [
      `Kept ${mark}`,
      `Ada ${mark}`,
    ]);
    await page.getByRole('button', { name: 'Undo this import' }).click();
    const dialog = page.getByRole('dialog', { name: /crm\.csv/ });
    await dialog.getByRole('button', { name: 'Undo import' }).click();
    await expect(dialog.getByRole('status')).toContainText('2 users whom it made were removed');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('link', { name: '3 new people' }).click();
    await expect(page).toHaveURL(/q=import/);
    await expect(page.getByRole('grid', { name: 'Users' }).getByRole('row')).toHaveCount(2);
    await expect(page.getByRole('link', { name: `Kept ${mark}` })).toBeVisible();
    expect(await sandbox.callsFor('fragment', known.ids.fragment)).toEqual([]);
  });
});

test('a file without a usable header is used by choosing, and its bad rows are corrected after loading', async ({
  page,
  problems,
}) => {
  problems.allow(/400/);
  const mark = uniqueMark();
  await importFile(page, `Kunde;Kennung;Kreis\nAda ${mark};v-${mark};a-${mark}\n`);
  await expect(
    page.getByRole('alert').filter({ hasText: 'No column says whom a row is about' }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Load 0 rows' })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Use of Kennung' }).selectOption('Vero id');
  await page.getByRole('combobox', { name: 'Use of Kunde' }).selectOption('Name');
  await page.getByRole('combobox', { name: 'Use of Kreis' }).selectOption('FRAGMENT: tags');
  await expect(page.getByText('No column has the FRAGMENT user ref')).toBeVisible();
  await page.getByRole('combobox', { name: 'Use of Kreis' }).selectOption('Vero: tags');
  await page.getByRole('button', { name: 'Load 1 row' }).click();
  await expect(page.getByRole('status').filter({ hasText: '1 row loaded, 0 bad.' })).toBeAttached();

  await importFile(page, `name,email\nEva ${mark},eva-${mark}\n`);
  await page.getByRole('button', { name: 'Correct them here' }).click();
  await page.getByRole('textbox', { name: 'email in line 2' }).fill(`eva-${mark}@customers.example`);
  await page.getByRole('button', { name: 'Load 1 row' }).click();
  await expect(page.getByRole('link', { name: '1 new person' })).toBeVisible();
});

test('the sample file loads as it is', async ({ page }) => {
  await page.goto('/users/import');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a sample file' }).click();
  const sample = await download;
  expect(sample.suggestedFilename()).toBe('tagdesk-sample.csv');
  await page.getByLabel('Choose a CSV file, or drop it here').setInputFiles(await sample.path());
  await expect(page.getByRole('status').filter({ hasText: '3 rows loaded, 0 bad.' })).toBeAttached();
});

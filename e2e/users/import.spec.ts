import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'marketer' });

async function importFile(page: Page, text: string, name = 'people.csv'): Promise<void> {
  await page.goto('/users/import');
  await page
    .getByLabel('Choose a CSV file, or drop it here')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

test('good rows are loaded and bad rows are listed with line, column and reason', async ({
  page,
  ledger,
  expectAccessible,
}) => {
  const mark = uniqueMark();
  await importFile(
    page,
    [
      'name,email,vero_id,cerego_user_id,vero_tags,cerego_tags',
      `Good ${mark},good-${mark}@customers.example,good-${mark},${randomInt(2 ** 40)},prospect;vip-${mark},Region=California`,
      `Bad ${mark},not an e-mail,bad-${mark},,prospect,`,
      `Type ${mark},type-${mark}@customers.example,,${randomInt(2 ** 40)},,Shoe size=44`,
    ].join('\n'),
  );
  const table = page.getByRole('table', { name: 'Bad rows' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await expect(table.getByRole('row', { name: '3 email This is not an e-mail address.' })).toBeVisible();
  await expect(table.getByRole('row', { name: /4 cerego_tags .*Shoe size/ })).toBeVisible();
  await expectAccessible();

  const [user] = await ledger.query<{ id: number }>('select id from users where email = $1', [
    `good-${mark}@customers.example`,
  ]);
  expect(await ledger.tagsOf(user?.id ?? 0)).toEqual([
    { provider: 'cerego', key: 'Region', value: 'California', proof: 'imported' },
    { provider: 'vero', key: 'prospect', value: null, proof: 'imported' },
    { provider: 'vero', key: `vip-${mark}`, value: null, proof: 'imported' },
  ]);
  expect(await ledger.changesOf(user?.id ?? 0)).toMatchObject([
    { kind: 'import', outcome: 'imported', state: 'closed' },
    { kind: 'import', outcome: 'imported', state: 'closed' },
  ]);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the list' }).click();
  const list = await download;
  expect(list.suggestedFilename()).toBe('people bad rows.csv');
  expect(readFileSync(await list.path(), 'utf8')).toMatch(/^\uFEFF"line","column","reason"\r\n"\d/);
});

test('a wrong header is refused with the nearest known name, and nothing is loaded', async ({
  page,
  problems,
  expectAccessible,
}) => {
  problems.allow(/400/);
  await importFile(page, 'name,emial\nAda,ada@customers.example\n');
  await expect(page.getByRole('alert').filter({ hasText: 'emial' })).toContainText('Did you mean email?');
  await expectAccessible();
});

test('a file never takes away or weakens what a provider confirmed', async ({
  page,
  person,
  ledger,
  sandbox,
}) => {
  const { id, ids } = await person({ fragment: { plan: 'free' }, vero: ['prospect'] });
  await importFile(
    page,
    `vero_id,fragment_user_ref,vero_tags,fragment_tags\n${ids.vero},${ids.fragment},newsletter,plan=free\n`,
  );
  await expect(page.getByRole('button', { name: 'Import another file' })).toBeVisible();
  expect(await ledger.tagsOf(id)).toEqual([
    { provider: 'fragment', key: 'plan', value: 'free', proof: 'confirmed' },
    { provider: 'vero', key: 'newsletter', value: null, proof: 'imported' },
    { provider: 'vero', key: 'prospect', value: null, proof: 'accepted' },
  ]);
  expect(await sandbox.callsFor('vero', ids.vero)).toEqual([]);
});

test('ten thousand rows arrive in one go', async ({ page, ledger }) => {
  const mark = uniqueMark();
  const rows = Array.from(
    { length: 10_000 },
    (_, number) => `Many ${number},many-${mark}-${number},bulk-${mark}`,
  );
  await importFile(page, ['name,vero_id,vero_tags', ...rows].join('\n'), 'many.csv');
  await expect(page.getByRole('status').filter({ hasText: '10,000 rows loaded, 0 bad.' })).toBeAttached();
  const [tag] = await ledger.query<{ usage_count: number }>('select usage_count from tags where key = $1', [
    `bulk-${mark}`,
  ]);
  expect(tag?.usage_count).toBe(10_000);
});

test('a file with ids out of a spreadsheet is shown first, loaded when asked, and taken back as a whole', async ({
  page,
  person,
  ledger,
  sandbox,
  expectAccessible,
}) => {
  const number = String(randomInt(2 ** 40));
  const mark = uniqueMark();
  await importFile(page, `name,vero_id\nKnown ${mark},${number}\n`, 'known.csv');
  await expect(page.getByRole('status').filter({ hasText: '1 row loaded, 0 bad.' })).toBeAttached();
  const kept = await person({ fragment: { plan: 'free' } });

  await test.step('the look says what would happen, and nothing is loaded', async () => {
    await importFile(
      page,
      [
        'name,vero_id,fragment_user_ref,vero_tags,fragment_tags',
        `Wrong ${mark},${number}.0,,${mark},`,
        `,,${kept.ids.fragment},,seat=${mark}`,
        `Bad ${mark},,,${mark},`,
      ].join('\n'),
      'wrong.csv',
    );
    await expect(
      page.getByRole('status').filter({ hasText: '1 new, 1 changed, 0 unchanged, 1 bad.' }),
    ).toBeVisible();
    const advice = page.getByRole('region', { name: 'Advice' });
    await expect(advice).toContainText('looks like a number out of a spreadsheet');
    await expect(advice).toContainText(`It is known here without “.0”: “${number}” for “${number}.0”.`);
    await expect(page.getByRole('table', { name: 'Bad rows' }).getByRole('row')).toHaveCount(2);
    await expectAccessible();
    expect(await ledger.query('select 1 from users where name = $1', [`Wrong ${mark}`])).toEqual([]);
    await page.getByRole('button', { name: 'Choose another file' }).click();
    await expect(page.getByLabel('Choose a CSV file, or drop it here')).toBeAttached();
  });

  await test.step('asked for, it is loaded', async () => {
    await importFile(
      page,
      `name,vero_id,fragment_user_ref,vero_tags,fragment_tags\nWrong ${mark},${number}.0,,${mark},\n,,${kept.ids.fragment},,seat=${mark}\n`,
      'wrong.csv',
    );
    await page.getByRole('button', { name: 'Load 2 rows' }).click();
    await expect(page.getByRole('status').filter({ hasText: '2 rows loaded, 0 bad.' })).toBeAttached();
  });

  await test.step('its undo says what it will do, does it, and sends nothing', async () => {
    await page.getByRole('button', { name: 'Undo this import' }).click();
    const dialog = page.getByRole('dialog', { name: /wrong\.csv/ });
    await expect(dialog).toContainText('1 user whom it made is removed, with their ids and tags.');
    await expect(dialog).toContainText('2 tags that it added are removed.');
    await expectAccessible();
    await dialog.getByRole('button', { name: 'Undo import' }).click();
    await expect(dialog.getByRole('status')).toContainText('2 tags that it added were removed.');
    await expectAccessible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await ledger.query('select 1 from users where name = $1', [`Wrong ${mark}`])).toEqual([]);
    expect(await ledger.tagsOf(kept.id)).toEqual([
      { provider: 'fragment', key: 'plan', value: 'free', proof: 'confirmed' },
    ]);
    expect(await sandbox.callsFor('vero', `${number}.0`)).toEqual([]);
  });

  await test.step('the user’s history has both, and the import cannot be undone twice', async () => {
    await page.goto(`/users/${kept.id}`);
    const lines = page
      .getByRole('list', { name: 'History' })
      .getByRole('listitem')
      .filter({ hasText: 'wrong.csv' });
    await expect(lines).toHaveCount(2);
    await lines.last().getByRole('button', { name: 'Details' }).click();
    await lines.last().getByRole('button', { name: 'Undo this import' }).click();
    const dialog = page.getByRole('dialog', { name: /wrong\.csv/ });
    await expect(dialog).toContainText('This import was undone by');
    await expect(dialog.getByRole('button', { name: 'Undo import' })).toHaveCount(0);
    await expectAccessible();
  });
});

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

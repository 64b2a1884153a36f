import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures.ts';
import { importFile } from '../support/choose-file.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'marketer' });

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

import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.ts';
import { expectTag, openUser, regionOf } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';

test.describe('an admin', () => {
  test.use({ role: 'admin' });

  test('finds a change by its note, opens it, exports it and takes it back', async ({
    page,
    person,
    ledger,
    expectAccessible,
  }) => {
    const mark = uniqueMark();
    const amara = await person({ vero: ['newsletter'] });
    await openUser(page, amara);
    await page.getByRole('textbox', { name: 'Note for the next edit' }).fill(`asked for ${mark}`);
    const vero = regionOf(page, 'Vero');
    await vero.getByRole('combobox', { name: 'Add tag' }).fill(mark);
    await page.keyboard.press('Enter');
    await expectTag(vero, mark, 'accepted');

    await page.goto('/history');
    await page.getByRole('searchbox', { name: 'Search notes and people' }).fill(mark);
    const grid = page.getByRole('grid', { name: 'History' });
    const rows = grid.getByRole('row').filter({ hasText: mark });
    await expect(rows).toHaveCount(1);
    await expect(page).toHaveURL(new RegExp(`words=${mark}`));
    await page.getByRole('button', { name: 'More filters' }).click();
    const more = page.getByRole('dialog', { name: 'More filters' });
    await more.getByRole('combobox', { name: 'Operation' }).selectOption('Remove');
    await expect(page.getByText('No line matches')).toBeVisible();
    await more.getByRole('combobox', { name: 'Operation' }).selectOption('Add');
    await more.getByRole('combobox', { name: 'Page' }).selectOption('A user’s page');
    await more.getByRole('textbox', { name: 'Tag' }).fill(mark);
    await expect(rows).toHaveCount(1);
    await expectAccessible();
    await page.keyboard.press('Escape');

    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const file = await readFile(await (await downloading).path(), 'utf8');
    expect(file.split(`asked for ${mark},/users/…`)).toHaveLength(2);

    await rows.getByRole('button', { name: mark }).click();
    await expect(page).toHaveURL(/line=\d+/);
    await page.reload();
    const line = page.getByRole('dialog', { name: /^Change/ });
    await expect(line).toContainText('on the page “A user’s page”');
    await expectAccessible();
    await line.getByRole('button', { name: 'Undo' }).click();
    await expect(line).toContainText('It was already undone.');
    expect(await ledger.changesOf(amara.id)).toMatchObject([
      { undo_of: expect.any(Number) },
      { note: `asked for ${mark}` },
    ]);
  });

  test('sees who signed in, and is told what is wrong with an address', async ({ page, problems }) => {
    await page.goto('/history?kind=sign-in');
    const row = page
      .getByRole('grid', { name: 'History' })
      .getByRole('row', { name: /Signed in/ })
      .first();
    await row.getByRole('button', { name: /Signed in/ }).click();
    await expect(page.getByRole('dialog', { name: / signed in/ })).toContainText('@e2e.tagdesk.example');
    problems.allow(/400/);
    await page.goto('/history?from=2026-99-99');
    await expect(page.getByText('A day looks like 2026-11-21.')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(page.getByRole('grid', { name: 'History' }).getByRole('row').nth(1)).toBeVisible();
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the tags of a day are told with what is not known', async ({ page, person, expectAccessible }) => {
    const amara = await person({ vero: [], fragment: { plan: 'team' } });
    await openUser(page, amara);
    const vero = regionOf(page, 'Vero');
    await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
    await page.keyboard.press('Enter');
    await expectTag(vero, 'prospect', 'accepted');
    await page.getByRole('button', { name: 'Tags on a date' }).tap();
    const dialog = page.getByRole('dialog', { name: 'Tags on a date' });
    await expect(dialog.getByRole('list', { name: 'Tags at Vero' })).toContainText('prospect');
    await expect(dialog.getByRole('region', { name: 'FRAGMENT' })).toContainText(
      'these are its tags of today',
    );
    await expectAccessible();
    await dialog.getByLabel('Day').fill('2020-01-01');
    await expect(page).toHaveURL(/on=2020-01-01/);
    await expect(dialog).toContainText('Tagdesk has known this user since');
    await expect(dialog.getByRole('region', { name: 'Vero' })).toContainText('Nothing was recorded by then');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

test.describe('a viewer', () => {
  test.use({ role: 'viewer' });

  test('reads changes, and neither events nor the file', async ({ page, request, ledger }) => {
    await page.goto('/history');
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Export CSV' })).toHaveCount(0);
    const [event] = await ledger.query<{ id: number }>('select max(id) as id from audit_events');
    expect((await request.get(`/api/history/events/${event?.id}`)).status()).toBe(403);
    expect((await request.get('/api/history/export')).status()).toBe(403);
    expect(await (await request.get('/api/history?kind=sign-in')).json()).toMatchObject({ entries: [] });
  });
});

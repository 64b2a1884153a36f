/** One tag: described, renamed with its views and back, merged into a near-copy, removed everywhere. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'admin' });

async function openTag(page: Page, key: string): Promise<void> {
  await page.goto(`/tags?provider=vero&text=${key}`);
  await page.getByRole('button', { name: `Usage over time: ${key}`, exact: true }).click();
  await page.getByRole('link', { name: 'Open the tag' }).click();
  await expect(page.getByRole('heading', { level: 1, name: key })).toBeVisible();
}

async function startPlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await page.getByRole('button', { name: /^Start, / }).click();
  await expect(page.getByRole('term').filter({ hasText: 'Ran for' })).toBeVisible();
}

test('a tag is described and renamed, its view follows, and undo brings both back', async ({
  page,
  person,
  sandbox,
  ledger,
  expectAccessible,
}) => {
  const [old, next] = [`old-${uniqueMark()}`, `next-${uniqueMark()}`];
  const people = [await person({ vero: [old] }), await person({ vero: [old] })];
  const tagsThere = async () =>
    Promise.all(people.map(async ({ ids }) => (await sandbox.state('vero', ids.vero))[0]?.tags));
  await page.goto(`/users?q=vero:${old}`);
  await page.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`View ${old}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  await openTag(page, old);
  await expect(page.getByRole('list', { name: 'Used by' })).toContainText(`View ${old}`);
  await expectAccessible();
  await page.keyboard.press('e');
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Asked for the winter news.');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Asked for the winter news.')).toBeVisible();

  await page.keyboard.press('r');
  await dialog.getByRole('textbox', { name: 'New name' }).fill(next);
  await expect(dialog).toContainText('1 view');
  await expectAccessible();
  await startPlan(page);
  expect(await tagsThere()).toEqual([[next], [next]]);
  const q = async () => (await ledger.query('select q from views where name = $1', [`View ${old}`]))[0];
  expect(await q()).toEqual({ q: `vero:${next}` });

  await page.getByRole('button', { name: 'Undo run' }).click();
  await page.getByRole('button', { name: /^Start, / }).click();
  await expect(page.getByRole('term').filter({ hasText: 'Ran for' })).toBeVisible();
  expect(await tagsThere()).toEqual([[old], [old]]);
  await expect.poll(q).toEqual({ q: `vero:${old}` });
});

test('a near-copy is merged with a press, and a tag is removed everywhere', async ({
  page,
  person,
  sandbox,
  ledger,
}) => {
  const mark = uniqueMark();
  const one = await person({ vero: [`News ${mark}`] });
  const other = await person({ vero: [`news-${mark}`, `News ${mark}`] });
  const tagsThere = async () =>
    Promise.all([one, other].map(async ({ ids }) => (await sandbox.state('vero', ids.vero))[0]?.tags));
  await openTag(page, `news-${mark}`);
  const copy = page
    .getByRole('list', { name: 'Near-copies' })
    .getByRole('listitem')
    .filter({ hasText: `News ${mark}` });
  await copy.getByRole('button', { name: 'Not the same' }).click();
  await expect(copy).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('Nothing at Vero is written nearly so.')).toBeVisible();
  await ledger.query('delete from tag_pairs where first_id in (select id from tags where key like $1)', [
    `%${mark}`,
  ]);
  await page.reload();
  await copy.getByRole('button', { name: 'Not the same' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await copy.getByRole('button', { name: 'Merge into it' }).click();
  const dialog = page.getByRole('dialog', { name: `Merge news-${mark} into another` });
  await expect(dialog.getByRole('textbox', { name: 'Into' })).toHaveValue(`News ${mark}`);
  await expect(dialog.getByRole('status')).toContainText('2 users, 1 of them with both. The two become one.');
  await startPlan(page);
  expect(await tagsThere()).toEqual([[`News ${mark}`], [`News ${mark}`]]);

  await openTag(page, `News ${mark}`);
  await page.getByRole('button', { name: 'Remove everywhere' }).click();
  await startPlan(page);
  expect(await tagsThere()).toEqual([[], []]);
});

test.describe('on a phone, a viewer', () => {
  test.use({ role: 'viewer', viewport: { width: 390, height: 844 } });

  test('reads all about a tag and can change nothing', async ({ page, person, expectAccessible, ledger }) => {
    const tag = `seen-${uniqueMark()}`;
    await person({ vero: [tag] });
    const [row] = await ledger.query<{ id: number }>('select id from tags where key = $1', [tag]);
    await page.goto(`/tags/${row?.id}`);
    await expect(page.getByRole('heading', { level: 1, name: tag })).toBeVisible();
    for (const name of ['Rename', 'Merge', 'Remove everywhere', 'Edit description'])
      await expect(page.getByRole('button', { name })).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible();
  });
});

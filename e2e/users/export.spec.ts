import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

/** Until the returned function is called. */
async function holdExport(page: Page): Promise<() => void> {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/users/export?*', async (route) => {
    await held;
    await route.continue();
  });
  return answer;
}

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });

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
      '\uFEFFname,email,cerego.Region,tag_count,vero_id,cerego_user_id,capillary_user_id,fragment_user_ref\n' +
        `'=cmd ${mark},${email},Nevada,2,${ids.vero},${ids.cerego},,\n` +
        `Ada ${mark},${ada.email},,0,,,,\n`,
    );
    await expect(page.getByRole('status').filter({ hasText: '2 users exported' })).toBeAttached();
  });

  test('a file that an import would not know everybody of says so', async ({ page, person }) => {
    const { email } = await person({ vero: ['prospect'] });
    const said = page.getByRole('status').filter({ hasText: '1 user exported' });
    for (const [columns, who] of [
      ['email,vero', 'people without an e-mail'],
      ['vero', 'these people'],
    ]) {
      await page.goto(`/users?q=${email}&columns=${columns}`);
      await page.getByRole('link', { name: 'Export CSV' }).click();
      await expect(said).toContainText(`Without the column Identities an import does not know ${who} again.`);
    }
    await page.goto(`/users?q=${email}`);
    await page.getByRole('link', { name: 'Export CSV' }).click();
    await expect(said).toBeAttached();
    await expect(said).not.toContainText('Without');
  });

  test('an export says how far it is, and is cancelled without a file', async ({ page, person }) => {
    const mark = `stop-${uniqueMark()}`;
    await person({ name: `Ada ${mark}` });
    await page.goto(`/users?q=${mark}`);
    await expect(page.getByRole('status')).toHaveText('1 users');
    const answer = await holdExport(page);
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

  test('the focus stays with the export and comes back to its link', async ({ page, person }) => {
    const mark = `keys-${uniqueMark()}`;
    await person({ name: `Ada ${mark}` });
    await page.goto(`/users?q=${mark}`);
    await expect(page.getByRole('status')).toHaveText('1 users');
    const answer = await holdExport(page);
    const link = page.getByRole('link', { name: 'Export CSV' });
    const cancel = page.getByRole('button', { name: 'Cancel the export' });
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(cancel).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(link).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(cancel).toBeFocused();
    // A focus moved meanwhile stays.
    await search(page).focus();
    answer();
    await expect(link).toBeVisible();
    await expect(search(page)).toBeFocused();
  });
});

import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/own-page.ts';

test('an installation without anybody says how they come, and every key and button makes sense', async ({
  own: { page },
}) => {
  await page.goto('/users');
  await expect(page.getByText('0 users', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No users yet' })).toBeVisible();
  await expectAccessible(page);
  for (const key of ['j', 'k', 'x', 't', 'u', 'End', 'Enter']) await page.keyboard.press(key);
  await expect(page).toHaveURL(/\/users$/);
  await expect(page.getByRole('checkbox', { name: 'Select everybody who matches' })).toBeDisabled();
  await page.getByRole('searchbox', { name: 'Search users' }).fill('vero:vip');
  await expect(page.getByRole('heading', { name: 'No users match' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await page.getByRole('link', { name: 'Import a file' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Import' })).toBeVisible();
  for (const [path, title] of [
    ['/tags', 'No tags yet'],
    ['/runs', 'No runs yet'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expectAccessible(page);
    for (const key of ['j', 'x', 't', 'Enter']) await page.keyboard.press(key);
    await expect(page).toHaveURL(new RegExp(`${path}$`));
  }
});

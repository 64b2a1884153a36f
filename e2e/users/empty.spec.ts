import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { waitForScripts } from '../support/hydration.ts';
import { startOwnInstallation } from '../support/own-installation.ts';
import { watchProblems } from '../support/problems.ts';
import { signInOn } from '../support/sign-in.ts';

test.use({ role: null });

test('an installation without anybody says how they come, and every key and button makes sense', async ({
  browser,
}) => {
  // A start, beside other specs.
  test.setTimeout(180_000);
  const installation = await startOwnInstallation({});
  const context = await browser.newContext({ baseURL: installation.url });
  try {
    const page = await context.newPage();
    waitForScripts(page);
    const problems = watchProblems(page);
    await signInOn(page, 'admin');
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
    expect(problems.unexpected()).toEqual([]);
  } finally {
    await context.close();
    await installation.stop();
  }
});

/** Providers that are no sandbox: nobody can cause their faults, or finds a trace of what does. */
import { expect, test } from '../runs/fixtures.ts';

test('without the sandbox there is no banner, no panel, no script and no route of it', async ({ page }) => {
  const scripts: string[] = [];
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') scripts.push(await response.text().catch(() => ''));
  });
  await page.goto('/users');
  await expect(page.getByRole('heading', { name: 'Users', exact: true })).toBeVisible();
  await expect(page.getByText('nothing leaves this machine')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Faults and tour' })).toHaveCount(0);
  expect(scripts.filter((text) => text.includes('Cause a fault'))).toEqual([]);
  expect((await page.request.get('/api/sandbox')).status()).toBe(404);
});

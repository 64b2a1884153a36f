/** The first minute on a fresh machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { findFreePort, startDemo } from '../support/installation.ts';

test.use({ role: null });

test('a first start is entered with one click, and says what Tagdesk is', async ({ browser }) => {
  test.setTimeout(240_000);
  const port = await findFreePort();
  const data = mkdtempSync(join(tmpdir(), 'tagdesk-e2e-demo-'));
  const installation = await startDemo(data, port);
  const context = await browser.newContext({ baseURL: `http://localhost:${port}` });
  try {
    const page = await context.newPage();
    await page.goto('/');
    await expect(page.getByText('see every tag that they carry')).toBeVisible();
    await page.getByRole('button', { name: 'Look around as Demo' }).click();
    const main = page.getByRole('navigation', { name: 'Main' });
    await main.getByRole('link', { name: 'Users', exact: true }).click();
    await expect(page.getByRole('status')).toHaveText('2,000 users');
  } finally {
    await context.close();
    await installation.stop();
    rmSync(data, { recursive: true, force: true });
  }
});

import type { Page } from '@playwright/test';
import { expect, size, test } from './fixtures.ts';
import { expectOncePerPerson, expectProviderDone, outcomesOf, plan, providerRow } from './steps.ts';

test('a large run asks for its count, starts at its time, is steered provider by provider, and tells its owner', async ({
  page,
  installation,
  crowd,
  tag,
  expectAccessible,
}) => {
  const { mark, ids } = await crowd();
  const runId = await plan(
    page,
    mark,
    { provider: 'Vero', key: tag },
    { provider: 'FRAGMENT', verb: 'Set', key: tag, value: 'yes' },
  );
  await page.getByRole('button', { name: /^Start, 1,000 changes/ }).click();
  await page.getByRole('textbox', { name: 'Type 1,000 to confirm' }).fill('999');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText('This plan has 1,000 changes, not 999.')).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Schedule…' }).click();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
  await page.getByLabel('Date and time, in your time zone').fill(tomorrow);
  await page.getByRole('textbox', { name: 'Type 1,000 to confirm' }).fill('1000');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Starts by itself' })).toBeVisible();
  expect(await outcomesOf(installation, runId, 'vero')).toEqual({});
  await page.getByRole('button', { name: 'Back to planned' }).click();
  await expect(page.getByRole('button', { name: /^Start, 1,000 changes/ })).toBeVisible();
  await expect(page.getByText('Starts by itself')).toHaveCount(0);
  await page.getByRole('button', { name: 'Schedule…' }).click();
  await page.getByLabel('Date and time, in your time zone').fill(tomorrow);
  await page.getByRole('textbox', { name: 'Type 1,000 to confirm' }).fill('1000');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Starts by itself' })).toBeVisible();

  // The run is still going when it is steered, on any machine.
  await installation.sandbox.configure({ writeLatencyMs: { min: 1_500, max: 1_500 } });
  await installation.ledger().query('update runs set start_at = now() where id = $1', [runId]);
  await providerRow(page, 'Vero').getByRole('button', { name: 'Pause Vero' }).click();
  await expect(providerRow(page, 'Vero')).toContainText('Paused by');
  await providerRow(page, 'FRAGMENT')
    .getByRole('button', { name: 'Cancel remaining FRAGMENT changes' })
    .click();
  await expect(providerRow(page, 'FRAGMENT')).toContainText('Cancelled');
  await expectProviderDone(page, 'FRAGMENT');
  const { confirmed = 0, cancelled = 0 } = await outcomesOf(installation, runId, 'fragment');
  expect(confirmed + cancelled).toBe(size);
  expect(await installation.sandbox.writesOf('fragment', tag)).toHaveProperty('size', confirmed);
  expect((await outcomesOf(installation, runId, 'vero')).pending).toBeGreaterThan(0);

  const behind = await openBehind(page, '/tags');
  await providerRow(page, 'Vero').getByRole('button', { name: 'Resume Vero' }).click();
  await expect(providerRow(page, 'Vero')).not.toContainText('Paused by');
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible();
  await installation.sandbox.configure({ writeLatencyMs: { min: 0, max: 0 } });
  const news = page.getByRole('region', { name: 'Notifications' });
  await expect(news).toContainText(`Run ${runId} is finished, FRAGMENT cancelled: `, { timeout: 90_000 });
  await expect(behind).toHaveTitle(new RegExp(`^Run ${runId} finished · `));
  const runs = page.getByRole('link', { name: 'Runs', exact: true });
  await expect(runs).toHaveAccessibleDescription('1 finished');
  // After a reload the badge is still there.
  await page.reload();
  await expect(runs).toHaveAccessibleDescription('1 finished');
  // Unread toasts stay, as do those under the pointer.
  const kept = behind.getByRole('region', { name: 'Notifications' });
  await kept.hover();
  await lookAt(behind);
  await expect(behind).not.toHaveTitle(/finished/);
  await kept.getByRole('button', { name: 'Open' }).click();
  await expect(behind).toHaveURL(new RegExp(`/runs/${runId}$`));
  await expect(behind).toHaveTitle(/^Finished, FRAGMENT cancelled · Run/);

  await page.goto(`/runs/${runId}`);
  await expect(page.getByRole('listitem', { name: 'Vero: 500 of 500' })).toContainText('500 accepted');
  await expectOncePerPerson(installation, 'vero', tag, ids.vero);
  const csv = await page.request.get(
    (await page.getByRole('link', { name: 'Results as CSV' }).getAttribute('href')) ?? '',
  );
  expect((await csv.text()).trim().split('\n')).toHaveLength(1 + 2 * size);
  await page.getByRole('button', { name: 'Retry failed' }).click();
  await page.getByRole('menuitem', { name: `Retry the ${cancelled} that were cancelled` }).click();
  await expect(page.getByRole('region', { name: 'FRAGMENT' })).toContainText(`${cancelled} to change`);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page).toHaveURL(/\/runs$/);
});

/** A hidden tab as scripts see it: a headless browser never hides one. */
async function openBehind(page: Page, path: string): Promise<Page> {
  const behind = await page.context().newPage();
  await behind.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
  });
  await behind.goto(path);
  await expect(behind.getByRole('heading', { level: 1 })).toBeVisible();
  return behind;
}

async function lookAt(behind: Page): Promise<void> {
  await behind.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'visible' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

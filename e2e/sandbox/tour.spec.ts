/** The sandbox teaches: faults by click, and a tour whose steps are done when the ledger shows them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { findFreePort, type Installation, startInstallation } from '../support/installation.ts';
import { Sandbox } from '../support/sandbox.ts';
import { watched } from '../support/watched.ts';

type Demo = { url: string; sandbox: Sandbox };

/** Faults are everybody's, so it is no shared installation. */
const test = watched.extend<object, { demo: Demo }>({
  demo: [
    async ({ playwright: _ }, use) => {
      const port = String(await findFreePort());
      const data = mkdtempSync(join(tmpdir(), 'tagdesk-e2e-tour-'));
      const without = ['DATABASE_URL', 'APP_URL', 'TAGDESK_ADMIN_EMAIL', 'TAGDESK_ADMIN_PASSWORD'];
      const installation: Installation = await startInstallation({
        ...{ PORT: port, TAGDESK_DATA_DIR: data, TAGDESK_SANDBOX: '1' },
        ...Object.fromEntries(without.map((name) => [name, ''])),
      });
      const address = `http://127.0.0.1:${readFileSync(join(data, 'sandbox-port'), 'utf8').trim()}`;
      await use({ url: `http://localhost:${port}`, sandbox: new Sandbox(address) });
      await installation.stop();
      rmSync(data, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.url),
});

test.describe.configure({ mode: 'default' });

const untilRun = { timeout: 120_000 };

function stepOf(page: Page, title: string): Locator {
  return page
    .getByRole('complementary', { name: 'Faults and tour' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title }) });
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Look around as Demo' }).click();
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
}

test('a finished run with causes is six clicks away from the sign-in, and the tour ticks itself off', async ({
  page,
  expectAccessible,
  demo,
}) => {
  test.setTimeout(300_000);
  let clicks = 0;
  const click = async (control: Locator) => {
    clicks += 1;
    await control.click();
  };
  await page.goto('/sign-in');
  await click(page.getByRole('button', { name: 'Look around as Demo' }));
  await click(page.getByRole('button', { name: 'Faults and tour' }));
  await expect(page.getByRole('heading', { name: 'Faults and tour' })).toBeFocused();
  await click(page.getByRole('button', { name: 'Plan the run' }));
  await expect(page.getByText('waits for you: read its plan and press “Start”.')).toBeVisible(untilRun);
  await click(page.getByRole('button', { name: /^Start, \d+ changes$/ }));
  await expect(page.getByRole('term').filter({ hasText: 'Ran for' })).toBeVisible(untilRun);
  await expect(page.getByText(/3 refused/).first()).toBeVisible();
  expect(clicks).toBeLessThanOrEqual(6);
  const run = stepOf(page, 'A run with an outage');
  await expect(run.getByRole('heading')).toHaveText('A run with an outage (done)', untilRun);
  await expectAccessible();

  await test.step('a refusal, at a press', async () => {
    await page.getByRole('button', { name: 'Show a refusal' }).click();
    await expect(page).toHaveURL(/\/users\/\d+$/);
    await expect(stepOf(page, 'A refusal').getByRole('heading')).toHaveText('A refusal (done)');
    await expect(page.getByRole('region', { name: 'FRAGMENT' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'History' })).toContainText('refused');
  });

  await test.step('an unknown outcome, at a press, which stays done once a person has settled it', async () => {
    await page.getByRole('button', { name: 'Lose an answer' }).click();
    const step = stepOf(page, 'An unknown outcome').getByRole('heading');
    await expect(step).toHaveText('An unknown outcome (done)', untilRun);
    await page.getByRole('button', { name: 'It is there' }).first().click();
    await expect(page.getByRole('button', { name: 'It is there' })).toHaveCount(0);
    await page.reload();
    await expect(step).toHaveText('An unknown outcome (done)');
  });

  await test.step('the undo of the run', async () => {
    await page.getByRole('button', { name: 'Plan the undo' }).click();
    await page.getByRole('button', { name: /^Start, \d+ changes$/ }).click();
    await expect(stepOf(page, 'An undo').getByRole('heading')).toHaveText('An undo (done)', untilRun);
    await expect(page.getByText('That was all.')).toBeVisible();
  });
  expect(await demo.sandbox.calls()).toMatchObject({ vero: expect.any(Number) });
});

test('a fault caused by click hits the next change, is listed until then, and stands in the history', async ({
  page,
}) => {
  await signIn(page);
  await page.getByRole('button', { name: 'Faults and tour' }).click();
  const panel = page.getByRole('complementary', { name: 'Faults and tour' });
  await panel.getByRole('combobox', { name: 'At' }).selectOption('FRAGMENT');
  await panel.getByRole('button', { name: 'FRAGMENT refuses the next change' }).click();
  await panel.getByRole('button', { name: 'FRAGMENT is down for two minutes' }).click();
  const active = panel.getByRole('list', { name: 'Active faults' });
  await expect(active.getByText('FRAGMENT refuses the next change')).toBeVisible();
  await expect(active).toContainText(/is down for two minutes, \d+ s left/);
  await panel.getByRole('button', { name: 'End all faults' }).click();
  await expect(active).toHaveCount(0);
  await page.goto('/history');
  // The tour before caused some too.
  await expect(
    page.getByText('let FRAGMENT of the sandbox fail: refuses the next change').first(),
  ).toBeVisible();
});

test('a reset gives the providers their first people, and says that Tagdesk keeps its own', async ({
  page,
  demo,
}) => {
  await signIn(page);
  await demo.sandbox.seed({ vero: [{ id: 'stranger-of-the-reset' }] });
  await page.getByRole('button', { name: 'Faults and tour' }).click();
  await expect(page.getByText(/Tagdesk itself keeps its users, history and runs/)).toBeVisible();
  await page.getByRole('button', { name: 'Reset the providers' }).click();
  await page.getByRole('button', { name: 'Reset now' }).click();
  await expect(page.getByText('The providers are as at the first start').first()).toBeVisible();
  expect(await demo.sandbox.state('vero', 'stranger-of-the-reset')).toEqual([]);
});

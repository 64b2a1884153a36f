import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { waitForScripts } from '../support/hydration.ts';
import { startOwnInstallation } from '../support/own-installation.ts';
import { watchProblems } from '../support/problems.ts';
import { signInOn } from '../support/sign-in.ts';
import { expectTag, regionOf } from './region.ts';

test.use({ role: null });

test('what Vero reports by webhook confirms an edit, and shows what somebody else changed', async ({
  browser,
}) => {
  // A start, beside other specs.
  test.setTimeout(180_000);
  const installation = await startOwnInstallation({});
  const context = await browser.newContext({ baseURL: installation.url });
  const { sandbox } = installation;
  await sandbox.seed({ vero: [{ id: '4711', email: 'amara@example.com', tags: [] }] });
  try {
    const page = await context.newPage();
    waitForScripts(page);
    const problems = watchProblems(page);
    await signInOn(page, 'admin');

    await page.goto('/providers');
    const webhooks = regionOf(page, 'Vero').getByRole('group', { name: 'Webhooks' });
    await expect(webhooks).toContainText('Not set up');
    await webhooks.getByRole('button', { name: 'Make address' }).click();
    const field = webhooks.getByRole('textbox', { name: 'Address for Vero' });
    await expect(field).toHaveValue(/\/api\/inbound\/vero\/[\w-]{22}$/);
    await expect(webhooks.getByRole('button', { name: 'Copy address' })).toBeVisible();
    await expectAccessible(page);
    await sandbox.configure({ vero: { webhookUrl: await field.inputValue(), applyDelayMs: 400 } });

    await page.goto('/users/new');
    await page.getByRole('textbox', { name: 'Name' }).fill('Amara Okafor');
    await page.getByRole('textbox', { name: 'Vero id' }).fill('4711');
    await page.getByRole('button', { name: 'Create user' }).click();
    await expect(page.getByRole('heading', { name: 'Amara Okafor' })).toBeVisible();
    const vero = regionOf(page, 'Vero');
    await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
    await page.keyboard.press('Enter');
    await expectTag(vero, 'prospect', 'accepted');
    const id = new URL(page.url()).pathname;
    await expect.poll(async () => (await sandbox.webhooks()).map(({ status }) => status)).toEqual([200]);
    await expect(async () => {
      await page.goto(id);
      await expectTag(regionOf(page, 'Vero'), 'prospect', 'confirmed');
    }).toPass({ timeout: 60_000 });

    await sandbox.editOutside({ vero: [{ id: '4711', email: 'amara@example.com', tags: ['vip'] }] });
    await expect(async () => {
      await page.goto(id);
      await expect(
        regionOf(page, 'Vero')
          .getByText(/^Vero says/)
          .first(),
      ).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await sandbox.seed({ vero: [{ id: '9', tags: ['stranger'] }] });

    await page.goto('/providers');
    const events = webhooks.getByRole('list', { name: 'Last events' });
    await expect(events).toContainText('confirms a change of ours');
    await expect(events).toContainText('a difference');
    await expect(events).toContainText('unknown id');
    await webhooks.getByRole('button', { name: 'Rotate' }).click();
    await expect(webhooks.getByRole('textbox', { name: 'Former address, still valid' })).toBeVisible();
    await expect(webhooks.getByRole('button', { name: 'Rotate' })).toHaveCount(0);
    await webhooks.getByRole('button', { name: 'End' }).click();
    const dialog = page.getByRole('dialog', { name: 'End the former address?' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'End address' }).click();
    await expect(webhooks.getByRole('textbox')).toHaveCount(1);
    await page.goto('/identities');
    await expect(page.getByRole('list', { name: 'Cases' })).toContainText('9');
    expect(problems.unexpected()).toEqual([]);
  } finally {
    await context.close();
    await installation.stop();
  }
});

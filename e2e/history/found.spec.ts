/** What a provider shows that Tagdesk did not know is told as found there, whoever pressed Refresh. */
import { expect, test } from '../fixtures.ts';
import { expectTag, historyOf, openUser, regionOf } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';
import { emailOf } from '../support/roles.ts';

test('a label that was put on elsewhere is found by a refresh, and nobody here has added it', async ({
  page,
  person,
  sandbox,
  ledger,
  expectAccessible,
}) => {
  const label = `Label ${uniqueMark()}`;
  const amara = await person({ capillary: [] });
  await sandbox.seed({
    capillary: { labels: [label], customers: [{ userId: amara.ids.capillary, labels: [label] }] },
  });
  await openUser(page, amara);
  await regionOf(page, 'Capillary').getByRole('button', { name: 'Refresh Capillary' }).click();
  await expectTag(regionOf(page, 'Capillary'), label, 'confirmed');

  const [me] = await ledger.query<{ name: string; email: string }>(
    'select name, email from members where email = $1',
    [emailOf('support')],
  );
  const line = historyOf(page, `${label} found there`);
  await expect(line).toContainText(`Capillary, noticed by ${me?.name}’s refresh`);
  await expect(line).not.toContainText('You');
  await expect(line.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await line.getByRole('button', { name: 'Details' }).click();
  await expect(line).toContainText(
    `Found at Capillary, noticed by ${me?.name}’s refresh on the page “A user’s page”`,
  );
  await expectAccessible();

  await page.goto('/history');
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('Found');
  const row = page.getByRole('grid', { name: 'History' }).getByRole('row').filter({ hasText: label });
  await expect(row).toContainText('found');
  await expect(row).toContainText('Capillary, noticed by');
  await page.getByRole('combobox', { name: 'Requested by' }).selectOption('Capillary');
  await expect(row).toHaveCount(1);

  const byMe = new URLSearchParams({ q: `changed-by:${me?.email} ${amara.email}` });
  await page.goto(`/users?${byMe}`);
  await expect(page.getByRole('heading', { name: 'No users match' })).toBeVisible();
});

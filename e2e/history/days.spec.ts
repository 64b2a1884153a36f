/** Days are those of the installation's zone, which is named beside them. */
import { expect, test } from '../fixtures.ts';
import { openUser } from '../providers/region.ts';
import { startOwnInstallation } from '../support/own-installation.ts';
import { createPerson } from '../support/person.ts';
import { signInOn } from '../support/sign-in.ts';

test.use({ role: null });

/** Always another day than in Pago Pago, and half of the time another one than in UTC. */
const zone = 'Pacific/Kiritimati';

test('list, history, tags on a date and the chart mean the installation’s day and name its zone', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const installation = await startOwnInstallation({ TAGDESK_TIME_ZONE: zone });
  const context = await browser.newContext({ baseURL: installation.url, timezoneId: 'Pacific/Pago_Pago' });
  const page = await context.newPage();
  await signInOn(page, 'admin');
  const amara = await createPerson(installation.ledger(), installation.sandbox, { vero: ['newsletter'] });
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());

  await openUser(page, amara);
  await page
    .getByRole('region', { name: 'Vero' })
    .getByRole('combobox', { name: 'Add tag' })
    .fill('of-today');
  await page.keyboard.press('Enter');
  const history = page.getByRole('list', { name: 'History' });
  await expect(history.getByRole('heading', { name: 'Today' })).toBeVisible();
  await expect(history).toContainText(zone);
  await page.getByRole('button', { name: 'Tags on a date' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tags on a date' });
  await expect(dialog.getByLabel('Day')).toHaveValue(today);
  await expect(dialog).toContainText(`in ${zone}`);
  await expect(dialog.getByRole('list', { name: 'Tags at Vero' })).toContainText('of-today');

  await page.goto(`/users?q=changed:${today}`);
  await expect(page.getByRole('grid', { name: 'Users' }).getByText(amara.name)).toBeVisible();
  await expect(page.getByText(`Days are in ${zone}.`)).toBeVisible();
  await page.goto('/users?q=changed:2020-01-31');
  await expect(page.getByText(`A day is one in ${zone}, where it is ${today} now.`)).toBeVisible();

  await page.goto(`/history?from=${today}&to=${today}&tag=of-today`);
  await expect(page.getByRole('grid', { name: 'History' }).getByRole('row')).toHaveCount(2);
  await page.goto('/history?from=2020-01-31&to=2020-01-31&tag=of-today');
  await expect(page.getByText(`Days are in ${zone}, where it is ${today} now.`)).toBeVisible();
  await context.close();
  await installation.stop();
});

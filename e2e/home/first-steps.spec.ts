import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/own-page.ts';
import { createPerson } from '../support/person.ts';

test('a new installation is set up by steps that tick themselves and leave', async ({
  own: { installation, page },
}) => {
  await expect(page).toHaveURL(`${installation.url}/`);
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps).toContainText('1 of 4 done');
  await expect(steps.getByRole('heading', { name: 'Connect a provider (done)' })).toBeVisible();
  await expect(page.getByText('Nothing waits for you.')).toBeVisible();
  await expect(page.getByText('Nothing is running.')).toBeVisible();
  // A tip would hang over where the pointer signed in.
  await page.mouse.move(0, 0);
  await expectAccessible(page);

  await steps.getByRole('link', { name: 'Check connection' }).click();
  const fragment = page.getByRole('region', { name: 'FRAGMENT', exact: true });
  await fragment.getByRole('button', { name: 'Check connection' }).click();
  await expect(fragment.getByRole('status').first()).toContainText('FRAGMENT answered');
  await createPerson(installation.ledger(), installation.sandbox, { vero: ['newsletter'] });
  await page.goto('/');
  await expect(steps.getByRole('heading', { name: /\(done\)$/ })).toHaveCount(3);

  await steps.getByRole('link', { name: 'Invite' }).click();
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make link' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Link' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Running now' })).toBeVisible();
  await expect(steps).toHaveCount(0);
});

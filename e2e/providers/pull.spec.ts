import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/own-page.ts';

test('an empty installation is filled by pulls, looked at first, and finds what changes there', async ({
  own: { installation, page },
}) => {
  const { sandbox } = installation;
  const people = Array.from({ length: 120 }, (_, number) => number + 1);
  await sandbox.seed({
    fragment: people.map((number) => ({
      id: `user_${number}`,
      externalId: `acct-${number}`,
      tags: [{ key: 'plan', value: 'pro' }],
    })),
    cerego: {
      users: people.slice(0, 40).map((number) => ({
        id: `${7000 + number}`,
        name: `Person ${number}`,
        email: `person${number}@example.com`,
      })),
    },
  });
  await page.goto('/users');
  await page.getByRole('link', { name: 'Pull from the providers' }).click();
  const region = page.getByRole('region', { name: 'FRAGMENT', exact: true });
  const group = region.getByRole('group', { name: 'People' });
  await expect(group.getByRole('status')).toHaveText('0 people, never pulled');
  await expect(
    page.getByRole('region', { name: 'Vero', exact: true }).getByRole('button', { name: 'Pull' }),
  ).toBeDisabled();

  await group.getByRole('button', { name: 'Look' }).click();
  await expect(group).toContainText('120 people there: 120 are new.');
  await expect(group.getByRole('list', { name: 'Some of them' }).getByRole('listitem')).toHaveCount(10);
  await expectAccessible(page);

  await group.getByRole('button', { name: 'Pull' }).click();
  await expect(group.getByRole('status')).toHaveText(/^120 people, pulled (now|\d+ s ago)$/);
  await expect(group.getByRole('list', { name: 'Last pulls' })).toContainText(
    '120 read · 120 new · 0 changed · 0 gone',
  );
  const cerego = page
    .getByRole('region', { name: 'Cerego', exact: true })
    .getByRole('group', { name: 'People' });
  await cerego.getByRole('button', { name: 'Pull' }).click();
  await expect(cerego.getByRole('status')).toHaveText(/^40 people, pulled /, { timeout: 20_000 });

  await group.getByRole('button', { name: 'Set schedule' }).click();
  const dialog = page.getByRole('dialog', { name: 'Schedule of FRAGMENT' });
  await dialog.getByRole('combobox', { name: 'Pull' }).selectOption('Every 24 hours');
  await dialog.getByRole('combobox', { name: 'Not from' }).selectOption('08:00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Until' }).selectOption('18:00');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(group).toContainText('Every 24 h, not 08:00 to 18:00, up to 30 % of the rate limit.');

  await page.goto('/users?q=person7%40example.com');
  await expect(page.getByRole('link', { name: 'Person 7', exact: true })).toBeVisible();
  await page.goto('/history');
  await expect(page.getByText(/^Pulled the people of FRAGMENT: 120 people read, 120 new/)).toBeVisible();
});

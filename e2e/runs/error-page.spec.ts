import { expect, test } from './fixtures.ts';

test('a page that cannot be made says where to look for what was under way, and comes back', async ({
  page,
  installation,
  problems,
  crowd,
  expectAccessible,
}) => {
  problems.allow(/./);
  await crowd();
  const ledger = installation.ledger();
  const [user] = await ledger.query<{ id: number }>('select min(id) as id from users');
  for (const path of [`/users/${user?.id}`, '/tags']) {
    await ledger.query('alter table tags rename to tags_away');
    try {
      await page.goto(path);
      const alert = page.getByRole('alert').filter({ hasText: 'could not be shown' });
      await expect(alert).toContainText('the history says');
      await expect(alert).not.toContainText(/nothing|is lost|was not/i);
      await expectAccessible();
      await expect(alert.getByRole('link', { name: 'Open the history' })).toHaveAttribute('href', '/history');
    } finally {
      await ledger.query('alter table tags_away rename to tags');
    }
    await page.getByRole('button', { name: 'Retry' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'could not be shown' })).toHaveCount(0);
  }
});

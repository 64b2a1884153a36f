import { expect, test } from './fixtures.ts';
import { uniqueMark } from './support/mark.ts';
import { password } from './support/roles.ts';

test.describe('an admin', () => {
  test.use({ role: 'admin' });

  test('makes a member, changes the role and takes the access away', async ({
    page,
    browser,
    baseURL,
    ledger,
    expectAccessible,
  }) => {
    test.slow();
    const mark = uniqueMark();
    const [name, email] = [`Member ${mark}`, `member-${mark}@e2e.tagdesk.example`];
    await page.goto('/members');
    await page.getByRole('button', { name: 'New member' }).click();
    const dialog = page.getByRole('dialog', { name: 'New member' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await dialog.getByRole('textbox', { name: 'First password' }).fill('short');
    await dialog.getByRole('button', { name: 'Create member' }).click();
    await expect(dialog.getByRole('textbox', { name: 'First password' })).toHaveAccessibleDescription(
      /at least 8 characters/,
    );
    await expectAccessible();
    await dialog.getByRole('textbox', { name: 'First password' }).fill(password);
    await dialog.getByRole('button', { name: 'Create member' }).click();
    const row = page.getByRole('row', { name: new RegExp(email) });
    await expect(row).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expectAccessible();

    const nobody = { cookies: [], origins: [] };
    const context = await browser.newContext({ storageState: nobody, ...(baseURL ? { baseURL } : {}) });
    const theirs = await context.newPage();
    await theirs.goto('/sign-in');
    await theirs.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await theirs.getByRole('textbox', { name: 'Password' }).fill(password);
    await theirs.getByRole('button', { name: 'Sign in' }).click();
    await expect(theirs.getByRole('navigation', { name: 'Main' })).toBeVisible();

    await row.getByRole('combobox', { name: `Role of ${name}` }).selectOption('marketer');
    await expect(page.getByRole('status').filter({ hasText: `${name} is marketer now.` })).toBeAttached();
    await row.getByRole('switch', { name: `Access of ${name}` }).uncheck();
    await expect(
      page.getByRole('status').filter({ hasText: `${name} is signed out and cannot sign in.` }),
    ).toBeAttached();
    await theirs.goto('/users');
    await expect(theirs).toHaveURL(/\/sign-in/);
    await context.close();

    const events = await ledger.query<{ kind: string }>(
      'select kind from audit_events where subject = $1 order by id',
      [email],
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      'member.created',
      'sign-in.succeeded',
      'member.changed',
      'member.changed',
    ]);
  });
});

test.describe('a marketer', () => {
  test.use({ role: 'marketer' });

  test('is not offered the members and may not read them', async ({ page, request }) => {
    await page.goto('/members');
    await expect(page.getByText('Your role (marketer) does not allow this.')).toBeVisible();
    await expect(
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Members' }),
    ).toHaveCount(0);
    expect((await request.get('/api/members')).status()).toBe(403);
  });
});

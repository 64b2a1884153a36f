import type { Browser, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { expectAccessible as accessible } from '../support/accessibility.ts';
import { waitForScripts } from '../support/hydration.ts';
import { uniqueMark } from '../support/mark.ts';
import { emailOf, insertMember, password } from '../support/roles.ts';
import { signInAs } from '../support/sign-in.ts';

test.describe('an admin', () => {
  test.use({ role: 'admin' });

  test('invites somebody, who joins; changes the role and takes the access away', async ({
    page,
    browser,
    baseURL,
    ledger,
    expectAccessible,
  }) => {
    test.slow();
    const mark = uniqueMark();
    const [name, email] = [`Member ${mark}`, `member-${mark}@e2e.tagdesk.example`];
    const said = (text: string) => page.getByRole('status').filter({ hasText: text });
    await page.goto('/members');
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByRole('combobox', { name: 'Role' }).selectOption('viewer');
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('no address');
    await dialog.getByRole('button', { name: 'Make link' }).click();
    await expect(dialog.getByRole('textbox', { name: 'E-mail' })).toHaveAccessibleDescription(
      /not an e-mail address/,
    );
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await dialog.getByRole('button', { name: 'Make link' }).click();
    const made = page.getByRole('dialog', { name: 'Invitation made' });
    const link = made.getByRole('textbox', { name: 'Link' });
    await expect(link).toHaveValue(/\/join\/[\w-]{43}$/);
    const invitation = await link.inputValue();
    await expectAccessible();
    await made.getByRole('button', { name: 'Done' }).click();
    const openLinks = page.getByRole('table', { name: 'Pending invitations' });
    await expect(openLinks.getByRole('row', { name: new RegExp(email) })).toContainText(
      'membership as viewer',
    );
    await expectAccessible();

    // A member who is signed in is asked first and stays signed in.
    const other = `other-${mark}@e2e.tagdesk.example`;
    await insertMember(ledger, 'viewer', `Other ${mark}`, other);
    const theirs = await openBrowser(browser, baseURL);
    await signInAs(theirs, other, password);
    await expect(theirs.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await theirs.goto(invitation);
    await expect(theirs.getByText(`You are signed in as Other ${mark} (${other}).`)).toBeVisible();
    await accessible(theirs);
    await theirs.getByRole('link', { name: 'Stay signed in' }).click();
    await expect(theirs.getByRole('button', { name: 'Account' })).toContainText(`Other ${mark}`);
    await theirs.goto(invitation);
    await theirs.getByRole('button', { name: 'Sign out and go on' }).click();
    await theirs.getByRole('textbox', { name: 'Name' }).fill(name);
    await expect(theirs.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email);
    await theirs.getByRole('textbox', { name: 'Password' }).fill('Password123!');
    await theirs.getByRole('button', { name: 'Join' }).click();
    await expect(theirs.getByRole('textbox', { name: 'Password' })).toHaveAccessibleDescription(
      /easy to guess/,
    );
    await accessible(theirs);
    await theirs.getByRole('textbox', { name: 'Password' }).fill(password);
    await theirs.getByRole('button', { name: 'Join' }).click();
    await expect(theirs.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await theirs.goto(invitation);
    await expect(theirs.getByText('This link has been used already.')).toBeVisible();
    await accessible(theirs);

    await page.reload();
    const row = page.getByRole('row', { name: new RegExp(email) });
    await row.getByRole('combobox', { name: `Role of ${name}` }).selectOption('marketer');
    await expect(said(`${name} is marketer now.`)).toBeAttached();
    await theirs.goto('/runs');
    await expect(theirs.getByRole('link', { name: 'Plan a run' })).toBeVisible();

    await row.getByRole('switch', { name: `Active: ${name}` }).uncheck();
    await expect(said(`${name} is signed out and cannot sign in.`)).toBeAttached();
    await theirs.goto('/users');
    await expect(theirs).toHaveURL(/\/sign-in/);
    await signInAs(theirs, email, password);
    await expect(theirs.getByRole('alert').filter({ hasText: 'switched off' })).toBeVisible();

    const events = await ledger.query<{ kind: string }>(
      'select kind from audit_events where subject = $1 order by id',
      [email],
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      'invite.created',
      'invite.used',
      'sign-in.succeeded',
      'member.changed',
      'member.changed',
      'sign-in.disabled',
    ]);
  });

  test('makes a link to a new password, which ends the sessions that there were', async ({
    page,
    browser,
    baseURL,
    ledger,
  }) => {
    const mark = uniqueMark();
    const [name, email] = [`Forgot ${mark}`, `forgot-${mark}@e2e.tagdesk.example`];
    await insertMember(ledger, 'viewer', name, email);
    const before = await openBrowser(browser, baseURL);
    await signInAs(before, email, password);
    await expect(before.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await page.goto('/members');
    await page.getByRole('button', { name: `New password for ${name}` }).click();
    const dialog = page.getByRole('dialog', { name: `New password for ${name}` });
    await dialog.getByRole('button', { name: 'Make link' }).click();
    const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
    const theirs = await openBrowser(browser, baseURL);
    await theirs.goto(link);
    await theirs.getByRole('textbox', { name: 'New password' }).fill(`${mark} and nine kettles`);
    await accessible(theirs);
    await theirs.getByRole('button', { name: 'Set password' }).click();
    await expect(theirs.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await before.goto('/users');
    await expect(before).toHaveURL(/\/sign-in/);
  });

  test('makes a member with a first password, and ends their sessions', async ({
    page,
    browser,
    baseURL,
    expectAccessible,
  }) => {
    const mark = uniqueMark();
    const [name, email] = [`Made ${mark}`, `made-${mark}@e2e.tagdesk.example`];
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

    const theirs = await openBrowser(browser, baseURL);
    await signInAs(theirs, email, password);
    await expect(theirs.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await page.reload();
    await row.getByRole('button', { name: `More for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'End sessions' }).click();
    await expect(
      page.getByRole('status').filter({ hasText: `${name} is signed out everywhere.` }),
    ).toBeAttached();
    await theirs.goto('/users');
    await expect(theirs).toHaveURL(/\/sign-in/);
  });

  test('revokes an invitation, and may not change their own role', async ({ page, browser, baseURL }) => {
    const email = `revoked-${uniqueMark()}@e2e.tagdesk.example`;
    await page.goto('/members');
    const self = page.getByRole('row', { name: new RegExp(emailOf('admin')) });
    await expect(self.getByRole('combobox')).toBeDisabled();
    await expect(self.getByRole('switch')).toBeDisabled();
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await page.getByRole('button', { name: 'Make link' }).click();
    const invitation = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: `Revoke the link of ${email}` }).click();
    await expect(page.getByRole('row', { name: new RegExp(email) })).toHaveCount(0);
    const theirs = await openBrowser(browser, baseURL);
    await theirs.goto(invitation);
    await expect(theirs.getByText('This link has been revoked.')).toBeVisible();
    await theirs.goto('/join/made-up');
    await expect(theirs.getByText('was never valid')).toBeVisible();
  });
});

async function openBrowser(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const nobody = { cookies: [], origins: [] };
  const context = await browser.newContext({ storageState: nobody, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  waitForScripts(page);
  return page;
}

test.describe('a marketer', () => {
  test.use({ role: 'marketer' });

  test('is not offered the members and may not read them', async ({ page, request }) => {
    await page.goto('/members');
    await expect(page.getByText('Your role (marketer) does not allow this.')).toBeVisible();
    await expect(
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Members' }),
    ).toHaveCount(0);
    expect((await request.get('/api/members')).status()).toBe(403);
    expect((await request.get('/api/members/links')).status()).toBe(403);
  });
});

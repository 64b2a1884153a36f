import type { Page } from '@playwright/test';
import { startTestProvider, type TestProvider } from '../../lib/testing/identity-provider.ts';
import { test as base, expect } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';
import { insertMember } from '../support/roles.ts';

// One provider at a time: the installation knows one address.
base.describe.configure({ mode: 'default' });

const test = base.extend<object, { identity: TestProvider }>({
  identity: [
    async ({ playwright: _ }, use, info) => {
      const identity = await startTestProvider({
        port: Number(process.env.TAGDESK_E2E_IDENTITY_PORT),
        redirectUri: `${info.project.use.baseURL}/api/sign-in/oidc/callback`,
      });
      await use(identity);
      await identity.close();
    },
    { scope: 'worker' },
  ],
});

/** From Tagdesk to the provider's sign-in page and back. */
async function signInThrough(page: Page, account: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in with Test Identity' }).click();
  await page.getByRole('textbox', { name: 'Account' }).fill(account);
  await page.getByRole('button', { name: 'Continue' }).click();
}

test.describe('an admin', () => {
  test.use({ role: 'admin' });

  test('invites somebody by e-mail, who comes by single sign-on with that role and stays the same member', async ({
    page,
    browser,
    baseURL,
    identity,
    expectAccessible,
  }) => {
    test.slow();
    const mark = uniqueMark();
    const email = `sso-${mark}@e2e.tagdesk.example`;
    identity.people.set(mark, {
      sub: mark,
      email: email.toUpperCase(),
      email_verified: true,
      name: `Sso ${mark}`,
    });
    await page.goto('/members');
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Role' }).selectOption('marketer');
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await dialog.getByRole('button', { name: 'Make link' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Link' })).toBeVisible();

    const nobody = { cookies: [], origins: [] };
    const context = await browser.newContext({ storageState: nobody, ...(baseURL ? { baseURL } : {}) });
    const theirs = await context.newPage();
    await theirs.goto('/runs');
    await signInThrough(theirs, mark);
    await expect(theirs).toHaveURL(/\/runs$/);
    await expect(theirs.getByRole('link', { name: 'Plan a run' })).toBeVisible();
    await theirs.goto('/account');
    await expect(theirs.getByText(`${email} · marketer`)).toBeVisible();
    await expect(theirs.getByText('You come by single sign-on and have no password here.')).toBeVisible();
    await context.clearCookies();
    // From now on the provider's id counts, not the e-mail.
    identity.people.set(mark, { sub: mark, email: `married-${email}`, email_verified: false, name: 'Other' });
    await theirs.goto('/account');
    await signInThrough(theirs, mark);
    await expect(theirs.getByText(`${email} · marketer`)).toBeVisible();
    await context.close();

    await page.goto(`/history?kind=member&words=${mark}`);
    const grid = page.getByRole('grid', { name: 'History' });
    await expect(
      grid.getByRole('row', { name: /Joined as marketer through Test Identity, invited by / }),
    ).toHaveCount(1);
    await page.goto(`/history?kind=sign-in&words=${mark}`);
    await expect(grid.getByRole('row', { name: /Signed in through Test Identity from / })).toHaveCount(2);
    await expectAccessible();
  });
});

test.describe('somebody', () => {
  test.use({ role: null });

  test('whom nobody invited, whose e-mail is not proved or whose access is off is told so and stays out', async ({
    page,
    ledger,
    identity,
    expectAccessible,
  }) => {
    test.slow();
    const mark = uniqueMark();
    const emailOf = (who: string) => `${who}-${mark}@e2e.tagdesk.example`;
    const verified = { email_verified: true };
    identity.people.set('stranger', { sub: `s-${mark}`, email: emailOf('stranger'), ...verified });
    identity.people.set('unproved', { sub: `u-${mark}`, email: emailOf('member'), email_verified: false });
    identity.people.set('off', { sub: `o-${mark}`, email: emailOf('off'), ...verified });
    await insertMember(ledger, 'admin', `Member ${mark}`, emailOf('member'));
    await insertMember(ledger, 'viewer', `Off ${mark}`, emailOf('off'));
    await ledger.query('update members set banned = true where email = $1', [emailOf('off')]);
    await page.goto('/sign-in');
    for (const [account, words] of [
      ['stranger', 'You are known, but not a member here.'],
      ['unproved', 'does not vouch for your e-mail'],
      ['off', 'Your access has been switched off.'],
    ] as const) {
      await signInThrough(page, account);
      await expect(page).toHaveURL(/\/sign-in\?refused=/);
      await expect(page.getByText(words)).toBeVisible();
    }
    await expectAccessible();
    await page.goto('/users');
    await expect(page).toHaveURL(/\/sign-in/);
    const events = await ledger.query<{ reason: string }>(
      `select detail ->> 'reason' as reason from audit_events where subject like $1 order by id`,
      [`%-${mark}@%`],
    );
    expect(events.map(({ reason }) => reason)).toEqual(['not-invited', 'unverified', 'disabled']);
  });

  test('who declines, or whose answer is forged, stays out; a password still opens the door', async ({
    page,
    ledger,
    identity,
    baseURL,
  }) => {
    test.slow();
    const mark = uniqueMark();
    const email = `forged-${mark}@e2e.tagdesk.example`;
    await insertMember(ledger, 'viewer', `Forged ${mark}`, email);
    identity.people.set(mark, { sub: mark, email, email_verified: true });
    const failed = page.getByText('The sign-on service did not let you in.');
    await page.goto('/sign-in');

    await page.getByRole('link', { name: 'Sign in with Test Identity' }).click();
    await page.getByRole('button', { name: 'Decline' }).click();
    await expect(failed).toBeVisible();

    // The state of another browser's sign-in.
    await page.getByRole('link', { name: 'Sign in with Test Identity' }).click();
    await expect(page.getByRole('textbox', { name: 'Account' })).toBeVisible();
    await page.goto(`${baseURL}/api/sign-in/oidc/callback?code=made-up&state=made-up&iss=${identity.issuer}`);
    await expect(failed).toBeVisible();

    identity.fault = { claims: { nonce: 'of another sign-in' } };
    await signInThrough(page, mark);
    await expect(failed).toBeVisible();
    identity.fault = {};

    // Unsolicited, in a browser that began nothing.
    await page.context().clearCookies();
    await page.goto('/api/sign-in/oidc/callback?code=made-up&state=made-up');
    await expect(page.getByText('This took too long, or was begun in another browser.')).toBeVisible();

    await signInThrough(page, mark);
    await expect(page.getByRole('button', { name: 'Account' })).toContainText(`Forged ${mark}`);
  });
});

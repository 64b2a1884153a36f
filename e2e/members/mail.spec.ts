import type { Page } from '@playwright/test';
import { type MailServer, openMailServer, textOf } from '../../lib/testing/smtp-server.ts';
import { test as base, expect } from '../fixtures.ts';
import { waitForScripts } from '../support/hydration.ts';
import { uniqueMark } from '../support/mark.ts';
import { startOwnInstallation } from '../support/own-installation.ts';
import { insertMember } from '../support/roles.ts';
import { mailLogin, mailPort } from '../support/servers-beside.ts';
import { signInOn } from '../support/sign-in.ts';

// One mail server at a time: the installation knows one address.
base.describe.configure({ mode: 'default' });

const test = base.extend<object, { mail: MailServer }>({
  mail: [
    async ({ playwright: _ }, use) => {
      const mail = await openMailServer({ port: mailPort(), login: mailLogin });
      await use(mail);
      await mail.stop();
    },
    { scope: 'worker' },
  ],
});

async function mailTo(mail: MailServer, email: string): Promise<string> {
  const mails = () => mail.mails.filter(({ to }) => to.includes(email));
  await expect.poll(() => mails().length).toBe(1);
  return mails().map(textOf).join('\n');
}

test.describe('an admin', () => {
  test.use({ role: 'admin' });

  test('sends an invitation by mail, by keyboard alone; a refusal is told in the server’s words', async ({
    page,
    mail,
    ledger,
    expectAccessible,
  }) => {
    const email = `mailed-${uniqueMark()}@e2e.tagdesk.example`;
    await page.goto('/members');
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('combobox', { name: 'Role' })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type(email);
    await page.keyboard.press('Enter');
    // The next step takes the focus and is announced.
    const link = dialog.getByRole('textbox', { name: 'Link' });
    await expect(link).toBeFocused();
    await expect(dialog.getByRole('status').filter({ hasText: 'Invitation made' })).toBeAttached();

    mail.refuse(() => 'Mailbox unavailable');
    const send = dialog.getByRole('button', { name: 'Send by e-mail' });
    for (let tabs = 0; tabs < 3; tabs += 1) await page.keyboard.press('Tab');
    await expect(send).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText(
      'The mail server does not take mail for this address: “550 Mailbox unavailable”.',
    );
    await expectAccessible();
    mail.refuse(null);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('status').filter({ hasText: `Sent to ${email}.` })).toBeVisible();
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    expect(await mailTo(mail, email)).toContain(await link.inputValue());
    await expectAccessible();
    const events = await ledger.query<{ kind: string }>(
      'select kind from audit_events where subject = $1 order by id',
      [email],
    );
    expect(events.map(({ kind }) => kind)).toEqual(['invite.created', 'mail.failed', 'mail.sent']);
  });

  test('is not offered to send a link that names nobody', async ({ page, mail: _ }) => {
    await page.goto('/members');
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('button', { name: 'Make link' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invitation made' });
    await expect(dialog).toContainText('expires in 7 days');
    await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Send by e-mail' })).toHaveCount(0);
  });
});

test.describe('somebody who forgot their password', () => {
  test.use({ role: null });

  test('gets a link by mail and is in; a stranger sees the same and gets none', async ({
    page,
    mail,
    ledger,
    expectAccessible,
  }) => {
    const mark = uniqueMark();
    const email = `forgetful-${mark}@e2e.tagdesk.example`;
    const stranger = `stranger-${mark}@e2e.tagdesk.example`;
    await insertMember(ledger, 'viewer', `Forgetful ${mark}`, email);
    const asked = await askFor(page, stranger);
    expect(await askFor(page, email)).toBe(asked);
    await expectAccessible();
    const text = await mailTo(mail, email);
    await expect
      .poll(() =>
        ledger.query("select 1 from audit_events where kind = 'password-reset.requested' and subject = $1", [
          stranger,
        ]),
      )
      .toHaveLength(1);
    expect(mail.mails.filter(({ to }) => to.includes(stranger))).toEqual([]);

    await page.goto(/http:\/\/localhost:\d+\/reset\/\S+/.exec(text)?.[0] ?? '/no-link');
    await page.getByRole('textbox', { name: 'New password' }).fill(`${mark} and nine kettles`);
    await page.getByRole('button', { name: 'Set password' }).click();
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  });

  test('is told what is no e-mail, and finds back to the sign-in', async ({ page, expectAccessible }) => {
    await page.goto('/forgotten');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('me at home');
    await page.getByRole('button', { name: 'Send a link' }).click();
    await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveAccessibleDescription(
      /not an e-mail address/,
    );
    await expectAccessible();
    await page.getByRole('link', { name: 'Back to sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});

async function askFor(page: Page, email: string): Promise<string> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('button', { name: 'Send a link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
  return (await page.getByRole('main').textContent()) ?? '';
}

test.describe('without a mail server', () => {
  test.use({ role: null });

  test('nothing is offered that would need one', async ({ browser }) => {
    test.slow();
    const installation = await startOwnInstallation({ TAGDESK_SMTP_URL: '', TAGDESK_MAIL_FROM: '' });
    try {
      const context = await browser.newContext({ baseURL: installation.url });
      const page = await context.newPage();
      waitForScripts(page);
      await page.goto('/forgotten');
      await expect(page).toHaveURL(/\/sign-in$/);
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      await expect(page.getByRole('link', { name: 'Forgot your password?' })).toHaveCount(0);
      await signInOn(page, 'admin');
      await page.goto('/members');
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByRole('textbox', { name: 'E-mail' }).fill(`unsent-${uniqueMark()}@e2e.tagdesk.example`);
      await page.getByRole('button', { name: 'Make link' }).click();
      const dialog = page.getByRole('dialog', { name: 'Invitation made' });
      await expect(dialog).toContainText('Tagdesk does not send it');
      await expect(dialog.getByRole('button', { name: 'Send by e-mail' })).toHaveCount(0);
      await context.close();
    } finally {
      await installation.stop();
    }
  });
});

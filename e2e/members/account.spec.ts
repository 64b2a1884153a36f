import { totpOf } from '../../lib/testing/account.ts';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';
import { insertMember, password } from '../support/roles.ts';
import { forgetSession, signInAs } from '../support/sign-in.ts';

test.use({ role: null });

test('a member looks after name, password and sessions', async ({ page, browser, baseURL, ledger }) => {
  test.slow();
  const mark = uniqueMark();
  const email = `account-${mark}@e2e.tagdesk.example`;
  const said = (text: string) => page.getByRole('status').filter({ hasText: text });
  await insertMember(ledger, 'viewer', `Account ${mark}`, email);
  const elsewhere = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  await signInAs(elsewhere, email, password);
  await expect(elsewhere.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await signInAs(page, email, password);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();

  const name = page.getByRole('region', { name: 'Name' });
  await name.getByRole('textbox', { name: 'Name' }).fill(`Renamed ${mark}`);
  await name.getByRole('button', { name: 'Save name' }).click();
  await expect(said(`You are Renamed ${mark} now.`)).toBeAttached();
  await expect(page.getByRole('button', { name: 'Account' })).toContainText(`Renamed ${mark}`);

  const sessions = page.getByRole('region', { name: 'Sessions' });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await expect(sessions.getByRole('listitem').first()).toContainText('this browser');
  const secret = page.getByRole('region', { name: 'Password' });
  await secret.getByRole('textbox', { name: 'Current password' }).fill('not this one');
  await secret.getByRole('textbox', { name: 'New password' }).fill(`${mark} and nine kettles`);
  await secret.getByRole('button', { name: 'Change password' }).click();
  await expect(secret.getByRole('textbox', { name: 'Current password' })).toHaveAccessibleDescription(
    /This is not your password\./,
  );
  await secret.getByRole('textbox', { name: 'Current password' }).fill(password);
  await secret.getByRole('button', { name: 'Change password' }).click();
  await expect(said('One other session has ended.')).toBeAttached();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await elsewhere.goto('/users');
  await expect(elsewhere).toHaveURL(/\/sign-in/);

  await signInAs(elsewhere, email, `${mark} and nine kettles`);
  await expect(elsewhere.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.reload();
  await sessions.getByRole('button', { name: 'End all others' }).click();
  await expect(said('You are signed in here only.')).toBeAttached();
  await elsewhere.goto('/users');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test('two-factor authentication is set up, asked for, and recovered from', async ({
  page,
  ledger,
  expectAccessible,
}) => {
  test.slow();
  const mark = uniqueMark();
  const email = `steps-${mark}@e2e.tagdesk.example`;
  await insertMember(ledger, 'viewer', `Steps ${mark}`, email);
  await signInAs(page, email, password);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.goto('/account');
  const card = page.getByRole('region', { name: 'Two-factor authentication' });
  await card.getByRole('button', { name: 'Set up' }).click();
  const dialog = page.getByRole('dialog');
  // By keyboard: each step moves the focus, and is announced.
  await expect(dialog.getByRole('textbox', { name: 'Your password' })).toBeFocused();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Code from the app' })).toBeFocused();
  await expect(dialog.getByRole('status').filter({ hasText: 'Connect your app' })).toBeAttached();
  await expectAccessible();
  const key = ((await dialog.getByRole('definition').textContent()) ?? '').replaceAll(' ', '');
  await page.keyboard.type(totpOf(key));
  await page.keyboard.press('Enter');
  const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  // Not a button: a second Enter must not close codes that nobody has read.
  await expect(dialog.getByRole('heading', { name: 'Recovery codes' })).toBeFocused();
  await expect(dialog.getByRole('status').filter({ hasText: 'Recovery codes' })).toBeAttached();
  await expectAccessible();
  const recovery = (await codes.first().textContent()) ?? '';
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await expect(card.getByText('on', { exact: true })).toBeVisible();

  await forgetSession(page);
  await signInAs(page, email, password);
  await expect(page.getByRole('heading', { name: 'Two-factor authentication' })).toBeVisible();
  await expectAccessible();
  const code = page.getByRole('textbox', { name: 'Code' });
  await code.fill('000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'This code is wrong' })).toBeVisible();
  // The next code, which is valid already.
  await code.fill(totpOf(key, Date.now() + 30_000));
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();

  await forgetSession(page);
  await signInAs(page, email, password);
  await code.fill(recovery.toLowerCase());
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.goto('/account');
  await expect(card.getByText('9 recovery codes are left.')).toBeVisible();
  await card.getByRole('button', { name: 'Turn off' }).click();
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(password);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(card.getByText('off', { exact: true })).toBeVisible();
});

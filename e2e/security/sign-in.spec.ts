import { expect, test } from '../fixtures.ts';
import { emailOf, password } from '../support/roles.ts';
import { forgetSession } from '../support/sign-in.ts';

test.describe('somebody who is not signed in', () => {
  test.use({ role: null });

  test('is led to the sign-in page and from there to what was asked for', async ({
    page,
    ledger,
    expectAccessible,
  }) => {
    await page.goto('/users');
    await expect(page).toHaveURL(/\/sign-in/);
    await expectAccessible();
    await page.getByRole('textbox', { name: 'E-mail' }).fill(emailOf('viewer'));
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await expect(page).toHaveURL(/\/users/);
    const events = await ledger.query(
      "select 1 from audit_events where kind = 'sign-in.succeeded' and subject = $1",
      [emailOf('viewer')],
    );
    expect(events).not.toHaveLength(0);
  });

  test('comes back to the page that was asked for, and never to another site', async ({ page }) => {
    await page.goto('/users?q=vero:prospect');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByRole('textbox', { name: 'E-mail' }).fill(emailOf('viewer'));
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/users\?q=vero/);
    await forgetSession(page);
    await page.goto('/sign-in?next=//another-site.example/');
    await page.getByRole('textbox', { name: 'E-mail' }).fill(emailOf('viewer'));
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/$/);
  });

  test('is told that e-mail or password is wrong, and keeps the e-mail', async ({
    page,
    expectAccessible,
  }) => {
    await page.goto('/sign-in');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('nobody-here@e2e.tagdesk.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'E-mail or password is wrong.' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(
      'nobody-here@e2e.tagdesk.example',
    );
    await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('');
    await expectAccessible();
  });

  test('cannot guess on for ever', async ({ page }) => {
    test.slow();
    await page.goto('/sign-in');
    const alert = page.getByRole('alert').filter({ hasText: /\S/ });
    for (let attempt = 0; attempt <= 10; attempt += 1) {
      await page.getByRole('textbox', { name: 'E-mail' }).fill('guessed-at@e2e.tagdesk.example');
      await page.getByRole('textbox', { name: 'Password' }).fill(`guess ${attempt}`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('');
    }
    await expect(alert).toHaveText(/Too many attempts\. Try again in \d+ seconds\./);
  });

  test('finds no set-up page once there is an admin', async ({ page }) => {
    await page.goto('/setup');
    await expect(page).toHaveURL(/\/sign-in/);
  });
});

test.describe('without scripts', () => {
  test.use({ role: null, javaScriptEnabled: false });

  test('the form works all the same', async ({ page, problems }) => {
    // Blocked scripts count as failed requests.
    problems.allow(/^request: .* csp$/);
    await page.goto('/sign-in');
    await page.getByRole('textbox', { name: 'E-mail' }).fill(emailOf('support'));
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/$/);
  });
});

test.describe('a member', () => {
  test.use({ role: null });

  test('signs out, and the old cookie opens nothing', async ({ page, context, problems }) => {
    await page.goto('/sign-in');
    await page.getByRole('textbox', { name: 'E-mail' }).fill(emailOf('marketer'));
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/$/);
    const cookies = await context.cookies();
    const session = cookies.find(({ name }) => name.endsWith('tagdesk.session_token'));
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await context.addCookies(cookies);
    await page.goto('/users');
    await expect(page).toHaveURL(/\/sign-in/);
    problems.allow(/401/);
  });
});

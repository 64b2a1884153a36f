import type { Browser, BrowserContext, Page } from '@playwright/test';
import { emailOf, password, type Role } from './roles.ts';

/** What a signed-in browser keeps. */
export type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signs the member of that role in, in a browser of their own, and gives what it then keeps. */
export async function sessionOf(browser: Browser, baseURL: string | undefined, role: Role): Promise<Session> {
  // Within a test a new context begins with that test's cookies, and the sign-in would lead elsewhere.
  const nobody = { cookies: [], origins: [] };
  const context = await browser.newContext({ storageState: nobody, ...(baseURL ? { baseURL } : {}) });
  await signInOn(await context.newPage(), role);
  const session = await context.storageState();
  await context.close();
  return session;
}

/** Signs the page in as the member of that role; the page is then on its first screen. */
export async function signInOn(page: Page, role: Role): Promise<void> {
  await signInAs(page, emailOf(role), password);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Fills the sign-in form and sends it; what comes of it is the test's to see. */
export async function signInAs(page: Page, email: string, withPassword: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(withPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Makes the browser forget its session. The open page is left first: what it asks for meanwhile would be refused. */
export async function forgetSession(page: Page): Promise<void> {
  await page.evaluate(() => window.location.assign('about:blank'));
  await page.waitForURL('about:blank');
  await page.context().clearCookies();
}

/** Follows the link that is offered, signs in there, and is back. */
export async function signInAgain(page: Page, role: Role): Promise<void> {
  const { pathname } = new URL(page.url());
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('textbox', { name: 'E-mail', exact: true }).fill(emailOf(role));
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === pathname);
}

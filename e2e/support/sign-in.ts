import type { Browser, BrowserContext, Page } from '@playwright/test';
import { emailOf, password, type Role } from './roles.ts';

export type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** In a browser of their own. */
export async function sessionOf(browser: Browser, baseURL: string | undefined, role: Role): Promise<Session> {
  // A context made in a test has that test's cookies, and the sign-in would redirect.
  const nobody = { cookies: [], origins: [] };
  const context = await browser.newContext({ storageState: nobody, ...(baseURL ? { baseURL } : {}) });
  await signInOn(await context.newPage(), role);
  const session = await context.storageState();
  await context.close();
  return session;
}

export async function signInOn(page: Page, role: Role): Promise<void> {
  await signInAs(page, emailOf(role), password);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

export async function signInAs(page: Page, email: string, withPassword: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(withPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Leaves the open page first: its requests would be refused. */
export async function forgetSession(page: Page): Promise<void> {
  await page.evaluate(() => window.location.assign('about:blank'));
  await page.waitForURL('about:blank');
  await page.context().clearCookies();
}

export async function signInAgain(page: Page, role: Role): Promise<void> {
  const { pathname } = new URL(page.url());
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('textbox', { name: 'E-mail', exact: true }).fill(emailOf(role));
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === pathname);
}

import type { Page } from '@playwright/test';
import { emailOf, password, type Role } from './roles.ts';

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

import type { Page } from '@playwright/test';
import { emailOf, password, type Role } from './roles.ts';

/** Signs the page in as the member of that role; the page is then on its first screen. */
export async function signInOn(page: Page, role: Role): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(emailOf(role));
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

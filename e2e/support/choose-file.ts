import type { Page } from '@playwright/test';

/** On the page that is open. `latin1`: as a program without UTF-8 writes it. */
export async function chooseFile(
  page: Page,
  name: string,
  text: string,
  encoding: 'utf8' | 'latin1' = 'utf8',
): Promise<void> {
  await page
    .getByLabel('Choose a CSV file, or drop it here')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text, encoding) });
}

/** On the page of imports. */
export async function importFile(page: Page, text: string, name = 'people.csv'): Promise<void> {
  await page.goto('/users/import');
  await chooseFile(page, name, text);
}

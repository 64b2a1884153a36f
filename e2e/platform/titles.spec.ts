import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';
import { emailOf, password } from '../support/roles.ts';

declare global {
  interface Window {
    titlesSeen: string[];
  }
}

/** Records every title from the next document on. */
async function noteTitles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.titlesSeen = [];
    new MutationObserver(() => {
      if (document.body && document.title !== window.titlesSeen.at(-1))
        window.titlesSeen.push(document.title);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

const titlesOf = (page: Page) => page.evaluate(() => window.titlesSeen);

test.describe('somebody who signs in', () => {
  test.use({ role: null });

  test('sees in the tab where they are, and never nothing', async ({ page }) => {
    await noteTitles(page);
    await page.goto('/sign-in');
    await page.getByRole('textbox', { name: 'E-mail' }).fill(emailOf('viewer'));
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const main = page.getByRole('navigation', { name: 'Main' });
    for (const place of ['Users', 'Tags', 'Runs', 'History', 'Providers', 'Home']) {
      await main.getByRole('link', { name: place, exact: true }).click();
      await expect(page).toHaveTitle(`${place} · Tagdesk`);
    }
    expect(await titlesOf(page)).toEqual(
      ['Sign in', 'Home', 'Users', 'Tags', 'Runs', 'History', 'Providers', 'Home'].map(
        (at) => `${at} · Tagdesk`,
      ),
    );
  });
});

test('the tab names the user who is open, and says when there is none', async ({
  page,
  person,
  problems,
}) => {
  problems.allow(/404/);
  const ada = await person({ name: `Ada title-${uniqueMark()}`, vero: ['newsletter'] });
  await noteTitles(page);
  await page.goto(`/users?q="${ada.name}"`);
  await page.getByRole('grid', { name: 'Users' }).getByRole('link', { name: ada.name }).click();
  await expect(page).toHaveTitle(`${ada.name} · Tagdesk`);
  await page.goBack();
  await expect(page).toHaveTitle('Users · Tagdesk');
  // While loading, the tab may say “User”.
  const seen = (await titlesOf(page)).filter((title) => title !== 'User · Tagdesk');
  expect(seen).toEqual(['Users', ada.name, 'Users'].map((at) => `${at} · Tagdesk`));
  for (const [address, title] of [
    ['/users/0', 'User not found'],
    ['/runs/0', 'Run not found'],
    ['/nowhere', 'Nothing here'],
  ] as const) {
    await page.goto(address);
    await expect(page).toHaveTitle(`${title} · Tagdesk`);
  }
});

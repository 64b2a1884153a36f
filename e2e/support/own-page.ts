/** An installation without anybody for one test, and a page on which an admin is signed in. */
import { expect, type Page } from '@playwright/test';
import { test as base } from '../fixtures.ts';
import { waitForScripts } from './hydration.ts';
import { type OwnInstallation, startOwnInstallation } from './own-installation.ts';
import { watchProblems } from './problems.ts';
import { signInOn } from './sign-in.ts';

type Own = { installation: OwnInstallation; page: Page };

export const test = base.extend<{ own: Own }>({
  role: null,
  own: [
    async ({ browser }, use) => {
      const installation = await startOwnInstallation({});
      const context = await browser.newContext({ baseURL: installation.url });
      try {
        const page = await context.newPage();
        waitForScripts(page);
        const problems = watchProblems(page);
        await signInOn(page, 'admin');
        await use({ installation, page });
        expect(problems.unexpected()).toEqual([]);
      } finally {
        await context.close();
        await installation.stop();
      }
    },
    // A start, beside other specs.
    { timeout: 180_000 },
  ],
});

export { expect };

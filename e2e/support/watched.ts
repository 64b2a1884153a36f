/** What every page of a test comes with: it listens before it is used, it is watched for problems, axe can look at it. */
import { test as base, expect } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { waitForScripts } from './hydration.ts';
import { type Problems, watchProblems } from './problems.ts';

type WatchedFixtures = {
  /** Unexpected console errors and failed requests fail a test; `problems.allow(/…/)` expects one. */
  problems: Problems;
  /** Axe in both themes on the present screen. */
  expectAccessible: () => Promise<void>;
};

export const watched = base.extend<WatchedFixtures>({
  page: async ({ page, javaScriptEnabled }, use) => {
    if (javaScriptEnabled !== false) waitForScripts(page);
    await use(page);
  },

  problems: [
    async ({ page }, use) => {
      const problems = watchProblems(page);
      await use(problems);
      expect(problems.unexpected()).toEqual([]);
    },
    { auto: true },
  ],

  expectAccessible: async ({ page }, use) => {
    await use(() => expectAccessible(page));
  },
});

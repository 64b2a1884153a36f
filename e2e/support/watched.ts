/** Pages that wait for hydration and are watched for problems. */
import { test as base, expect } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { waitForScripts } from './hydration.ts';
import { type Problems, watchProblems } from './problems.ts';

type WatchedFixtures = {
  /** Unexpected problems fail a test; `problems.allow(/…/)` expects one. */
  problems: Problems;
  /** In both themes. */
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

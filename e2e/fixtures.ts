/** What every spec starts from: a page signed in as a role, the sandbox, the ledger, people of its own. */
import { type Browser, test as base, expect } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { waitForScripts } from './support/hydration.ts';
import { type Ledger, openLedger } from './support/ledger.ts';
import { createPerson, type Person, type PersonInput } from './support/person.ts';
import { type Problems, watchProblems } from './support/problems.ts';
import type { Role } from './support/roles.ts';
import { Sandbox } from './support/sandbox.ts';
import { signInOn } from './support/sign-in.ts';

type StorageState = Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>>;

type TestFixtures = {
  /** As whom `page` is signed in; null: nobody. `test.use({ role: 'viewer' })` changes it. */
  role: Role | null;
  /** Makes somebody with identities and tags, in the sandbox and in Tagdesk, for this test alone. */
  person: (input?: PersonInput) => Promise<Person>;
  /** Unexpected console errors and failed requests fail a test; `problems.allow(/…/)` expects one. */
  problems: Problems;
  /** Axe in both themes on the present screen. */
  expectAccessible: () => Promise<void>;
};

type WorkerFixtures = {
  sandbox: Sandbox;
  ledger: Ledger;
  /** The cookies of a signed-in member of the role; signs in once per worker. */
  sessionOf: (role: Role) => Promise<StorageState>;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  role: ['support', { option: true }],

  sandbox: [async ({ playwright: _ }, use) => use(Sandbox.ofInstallation()), { scope: 'worker' }],

  ledger: [
    async ({ playwright: _ }, use) => {
      const ledger = openLedger();
      await use(ledger);
      await ledger.close();
    },
    { scope: 'worker' },
  ],

  sessionOf: [
    async ({ browser }, use, info) => {
      const { baseURL } = info.project.use;
      const sessions = new Map<Role, Promise<StorageState>>();
      await use((role) => {
        const session = sessions.get(role) ?? signIn(browser, baseURL, role);
        sessions.set(role, session);
        return session;
      });
    },
    { scope: 'worker' },
  ],

  storageState: async ({ role, sessionOf }, use) => {
    await use(role === null ? { cookies: [], origins: [] } : await sessionOf(role));
  },

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

  person: async ({ ledger, sandbox }, use) => {
    await use((input = {}) => createPerson(ledger, sandbox, input));
  },

  expectAccessible: async ({ page }, use) => {
    await use(() => expectAccessible(page));
  },
});

export { expect };

async function signIn(browser: Browser, baseURL: string | undefined, role: Role): Promise<StorageState> {
  // Within a test a new context begins with that test's cookies, and the sign-in would lead elsewhere.
  const nobody = { cookies: [], origins: [] };
  const context = await browser.newContext({ storageState: nobody, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await signInOn(page, role);
  const state = await context.storageState();
  await context.close();
  return state;
}

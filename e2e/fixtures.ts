import { expect } from '@playwright/test';
import { type Ledger, openLedger } from './support/ledger.ts';
import { createPerson, type Person, type PersonInput } from './support/person.ts';
import type { Role } from './support/roles.ts';
import { Sandbox } from './support/sandbox.ts';
import { type Session, sessionOf } from './support/sign-in.ts';
import { watched } from './support/watched.ts';

type TestFixtures = {
  /** As whom `page` is signed in; null: nobody. `test.use({ role: 'viewer' })` changes it. */
  role: Role | null;
  /** Makes somebody with identities and tags, in the sandbox and in Tagdesk, for this test alone. */
  person: (input?: PersonInput) => Promise<Person>;
};

type WorkerFixtures = {
  sandbox: Sandbox;
  ledger: Ledger;
  sessionOf: (role: Role) => Promise<Session>;
};

export const test = watched.extend<TestFixtures, WorkerFixtures>({
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
      const sessions = new Map<Role, Promise<Session>>();
      await use((role) => {
        const session = sessions.get(role) ?? sessionOf(browser, baseURL, role);
        sessions.set(role, session);
        return session;
      });
    },
    { scope: 'worker' },
  ],

  storageState: async ({ role, sessionOf }, use) => {
    await use(role === null ? { cookies: [], origins: [] } : await sessionOf(role));
  },

  person: async ({ ledger, sandbox }, use) => {
    await use((input = {}) => createPerson(ledger, sandbox, input));
  },
});

export { expect };

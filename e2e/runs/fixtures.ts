/** Runs have their own installation: circuit breakers, rate limits, credentials and kills are global. */
import { expect, type Page } from '@playwright/test';
import { type Crowd, createCrowd } from '../support/crowd.ts';
import { waitForScripts } from '../support/hydration.ts';
import { uniqueMark } from '../support/mark.ts';
import { type OwnInstallation, startOwnInstallation } from '../support/own-installation.ts';
import { insertMember, password } from '../support/roles.ts';
import { type Session, sessionOf, signInAs } from '../support/sign-in.ts';
import { watched } from '../support/watched.ts';

export const size = 500;

/** A passing test does not wait for it: each takes a minute on a busy machine. */
const maxMs = 240_000;

/** Fast; above 600 changes a start asks for the count. Cerego has no credentials. */
const settings = {
  ...Object.fromEntries(
    ['VERO', 'CAPILLARY', 'FRAGMENT'].flatMap((name) => [
      [`${name}_MAX_PER_SECOND`, '500'],
      [`${name}_MAX_CONCURRENT`, '8'],
      [`${name}_TIMEOUT_MS`, '5000'],
    ]),
  ),
  TAGDESK_CONFIRM_ABOVE: '600',
  // What an outage swallowed fails after seconds, not ten minutes.
  TAGDESK_LOOK_AGAIN_SECONDS: '1,3',
  CEREGO_BASE_URL: '',
  CEREGO_API_KEY: '',
  CEREGO_PARTNER_ID: '',
  CEREGO_TAG_TYPES: '',
};

type TestFixtures = {
  crowd: (more?: { withoutFragment?: number }) => Promise<Crowd>;
  tag: string;
  colleague: (name: string) => Promise<Page>;
  calm: undefined;
};

type WorkerFixtures = {
  installation: OwnInstallation;
  session: Session;
};

export const test = watched.extend<TestFixtures, WorkerFixtures>({
  installation: [
    async ({ playwright: _ }, use) => {
      const installation = await startOwnInstallation(settings);
      await use(installation);
      await installation.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  session: [
    async ({ browser, installation }, use) => use(await sessionOf(browser, installation.url, 'admin')),
    { scope: 'worker' },
  ],

  baseURL: async ({ installation }, use) => use(installation.url),
  storageState: async ({ session }, use) => use(session),

  calm: [
    async ({ installation }, use, info) => {
      info.setTimeout(maxMs);
      await installation.sandbox.clearFaults();
      await installation.sandbox.configure({ writeLatencyMs: { min: 0, max: 0 } });
      await use(undefined);
    },
    { auto: true },
  ],

  crowd: async ({ installation }, use) => {
    await use((more = {}) => createCrowd(installation.ledger(), installation.sandbox, { size, ...more }));
  },

  tag: async ({ installation: _ }, use) => use(`run-${uniqueMark()}`),

  colleague: async ({ browser, installation }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async (name) => {
      const email = `${uniqueMark()}@e2e.tagdesk.example`;
      await insertMember(installation.ledger(), 'marketer', name, email);
      const nobody = { cookies: [], origins: [] };
      const context = await browser.newContext({ baseURL: installation.url, storageState: nobody });
      contexts.push(context);
      const page = await context.newPage();
      waitForScripts(page);
      await signInAs(page, email, password);
      await page.waitForURL((url) => url.pathname !== '/sign-in');
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };

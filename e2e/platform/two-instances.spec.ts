import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createTestDatabase, startTestServer } from '../../lib/testing/database.ts';
import { expect, test } from '../fixtures.ts';
import { openUser, regionOf, tagIn } from '../providers/region.ts';
import { findFreePort, type Installation, startInstallation } from '../support/installation.ts';
import { ledgerOf } from '../support/ledger.ts';
import { uniqueMark } from '../support/mark.ts';
import { openWorld } from '../support/open-world.ts';
import { createPerson } from '../support/person.ts';
import { pinHeader, startProxy } from '../support/proxy.ts';
import { admin } from '../support/roles.ts';
import { signInOn } from '../support/sign-in.ts';
import { appliedPerUser, countsOf, createCrowd, driverOf, startRun } from '../support/together.ts';

test.use({ role: null });

const metricsToken = 'a token for figures of tests';
const people = 80;
/** A run outlasts the preparations on any machine; reset to wait for its end. */
const slowly = { writeLatencyMs: { min: 1_500, max: 1_500 } };
const atOnce = { writeLatencyMs: { min: 0, max: 0 } };

test('two instances work as one, and what a killed one was doing is finished once by the other', async ({
  browser,
}) => {
  // Two starts, beside other specs.
  test.setTimeout(420_000);
  const world = await openWorld('together');
  const server = await startTestServer();
  const database = await createTestDatabase(server.url);
  const ports = [await findFreePort(), await findFreePort()];
  const proxy = await startProxy(await findFreePort(), ports);
  const folders = ports.map(() => mkdtempSync(join(tmpdir(), 'tagdesk-e2e-two-')));
  const start = (index: number) =>
    startInstallation({
      ...world.environment,
      CAPILLARY_MAX_PER_SECOND: '50',
      VERO_MAX_PER_SECOND: '50',
      DATABASE_URL: database.url,
      APP_URL: proxy.url,
      PORT: String(ports[index]),
      TAGDESK_SANDBOX: '0',
      TAGDESK_SECRET: 'one secret for both instances of the tests',
      TAGDESK_DATA_DIR: folders[index] ?? '',
      TAGDESK_METRICS_TOKEN: metricsToken,
      TAGDESK_ADMIN_EMAIL: admin.email,
      TAGDESK_ADMIN_PASSWORD: admin.password,
    });
  const instances: Installation[] = await Promise.all([start(0), start(1)]);
  const ledger = ledgerOf({ connectionString: database.url });
  const context = await browser.newContext({ baseURL: proxy.url });
  try {
    const [first, second, runner] = [
      await context.newPage(),
      await context.newPage(),
      await context.newPage(),
    ];
    const pages = [first, second];

    await test.step('there is one first admin, and a session holds at both', async () => {
      expect(await ledger.query('select role from members')).toEqual([{ role: 'admin' }]);
      await signInOn(first, 'admin');
      for (const port of ports) {
        expect((await context.request.get(`http://localhost:${port}/api/users`)).status()).toBe(200);
      }
    });

    await test.step('a page that its database failed is shown when it is asked for again', async () => {
      await ledger.query('alter table runs rename to runs_away');
      await first.goto('/runs');
      const failed = first.getByRole('alert').filter({ hasText: 'This page could not be shown' });
      await expect(failed).toBeVisible();
      await ledger.query('alter table runs_away rename to runs');
      await failed.getByRole('button', { name: 'Retry' }).click();
      await expect(first.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
      await expect(failed).toHaveCount(0);
    });

    await test.step('attempts to sign in are counted together', async () => {
      const stranger = await browser.newContext({ baseURL: proxy.url });
      const page = await stranger.newPage();
      await page.goto('/sign-in');
      // Ten a minute are allowed; each instance alone has seen at most six when the eleventh is refused.
      for (let attempt = 0; attempt <= 10; attempt += 1) {
        await page.setExtraHTTPHeaders({ [pinHeader]: String(attempt % 2) });
        await page.getByRole('textbox', { name: 'E-mail' }).fill('guessed-at@e2e.tagdesk.example');
        await page.getByRole('textbox', { name: 'Password' }).fill(`guess ${attempt}`);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('');
      }
      await expect(page.getByText(/^Too many attempts/)).toBeVisible();
      await stranger.close();
    });

    for (const [index, page] of pages.entries()) {
      await page.setExtraHTTPHeaders({ [pinHeader]: String(index) });
    }

    await test.step('edits of one identity through both are made one after the other, each once', async () => {
      const amara = await createPerson(ledger, world.sandbox, { vero: ['newsletter'] });
      await world.sandbox.fault({
        provider: 'vero',
        kind: 'slow',
        delayMs: 700,
        times: 2,
        match: { user: amara.ids.vero },
      });
      for (const page of pages) await openUser(page, amara);
      await addAtOnce(pages);
      await expect
        .poll(async () => (await ledger.changesOf(amara.id)).map(({ outcome }) => outcome))
        .toEqual(['accepted', 'accepted']);
      expect((await world.sandbox.state('vero', amara.ids.vero))[0]?.tags.toSorted()).toEqual([
        'newsletter',
        'one',
        'two',
      ]);
      expect(await world.sandbox.callsFor('vero', amara.ids.vero)).toHaveLength(2);
      await openUser(first, amara);
      await expect(tagIn(regionOf(first, 'Vero'), 'two')).toBeVisible();
    });

    await test.step('one is killed with a run and an edit under way', async () => {
      const mark = uniqueMark();
      const crowd = await createCrowd(ledger, world.sandbox, mark, people);
      const priya = await createPerson(ledger, world.sandbox, { fragment: { plan: 'team' } });
      // Slower than the kill, quicker than the lease of a dead sender.
      const match = { user: priya.ids.fragment, method: 'PATCH' };
      await world.sandbox.fault({ provider: 'fragment', kind: 'slow', delayMs: 6_000, match });
      for (const page of pages) {
        await openUser(page, priya);
        const fragment = regionOf(page, 'FRAGMENT');
        await fragment.getByRole('textbox', { name: 'Key' }).fill('department');
        await fragment.getByRole('textbox', { name: 'Value' }).fill('sales');
      }
      await world.sandbox.configure(slowly);
      const runId = await startRun(runner, mark, people);
      await expect
        .poll(async () => (await countsOf(ledger, runId)).done, { intervals: [50] })
        .toBeGreaterThan(10);
      const doomed = await driverOf(ports, metricsToken);
      const other = 1 - doomed;
      const page = doomed === 0 ? first : second;
      await regionOf(page, 'FRAGMENT').getByRole('textbox', { name: 'Value' }).press('Enter');
      await expect
        .poll(async () => (await ledger.changesOf(priya.id)).map(({ state }) => state), { intervals: [50] })
        .toEqual(['sending']);
      const before = await countsOf(ledger, runId);
      expect(before.done).toBeLessThan(2 * people);
      await instances[doomed]?.kill();
      await world.sandbox.configure(atOnce);

      // Through the proxy work goes on; the dead instance's page is answered by the other one.
      await openUser(page, priya);
      const ready = await context.request.get(`http://localhost:${ports[other]}/api/health/ready`);
      expect(ready.status()).toBe(200);
      await expect
        .poll(async () => countsOf(ledger, runId), { timeout: 90_000 })
        .toEqual({ done: 2 * people, good: 2 * people, status: 'finished' });
      await expect
        .poll(async () => (await ledger.changesOf(priya.id)).map(({ outcome }) => outcome), {
          timeout: 60_000,
        })
        .toEqual(['confirmed']);

      // By the providers' record: nobody was left out; where it can be read, nothing was sent twice.
      const patches = await world.sandbox.callsFor('fragment', priya.ids.fragment);
      expect(patches.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
      expect(await appliedPerUser(world.sandbox, 'capillary', crowd.capillary)).toEqual(
        Array(people).fill(1),
      );
      const vero = await appliedPerUser(world.sandbox, 'vero', crowd.vero);
      expect(Math.min(...vero)).toBe(1);
      // Vero takes a repeat without harm: that happens to calls in flight, at most four.
      expect(vero.filter((calls) => calls > 1).length).toBeLessThanOrEqual(8);
      const lines = await ledger.query<{ all: number; different: number }>(
        'select count(*) as all, count(distinct identity_id) as different from changes where run_id = $1',
        [runId],
      );
      expect(lines).toEqual([{ all: 2 * people, different: 2 * people }]);
    });

    await test.step('asked to stop, the other ends what is in flight and leaves the rest in the queue', async () => {
      const mark = uniqueMark();
      const crowd = await createCrowd(ledger, world.sandbox, mark, people);
      const slow = [
        await createPerson(ledger, world.sandbox, { vero: [] }),
        await createPerson(ledger, world.sandbox, { vero: [] }),
      ];
      for (const [index, person] of slow.entries()) {
        // One is answered within its request, the other one “pending” while its call goes on.
        const delayMs = index === 0 ? 500 : 3_500;
        await world.sandbox.fault({
          provider: 'vero',
          kind: 'slow',
          delayMs,
          match: { user: person.ids.vero },
        });
      }
      for (const [index, page] of pages.entries()) {
        const person = slow[index];
        if (person) await openUser(page, person);
      }
      await world.sandbox.configure(slowly);
      const runId = await startRun(runner, mark, people);
      await expect
        .poll(async () => (await countsOf(ledger, runId)).done, { intervals: [50] })
        .toBeGreaterThan(4);
      await addAtOnce(pages);
      await Promise.all(
        slow.map(({ id }) =>
          expect
            .poll(async () => (await ledger.changesOf(id)).map(({ state }) => state), { intervals: [50] })
            .toEqual(['sending']),
        ),
      );
      await Promise.all(instances.map((instance) => instance.stop()));
      for (const { id, ids } of slow) {
        expect((await ledger.changesOf(id)).map(({ outcome }) => outcome)).toEqual(['accepted']);
        expect(await world.sandbox.callsFor('vero', ids.vero)).toHaveLength(1);
      }
      const states = await ledger.query<{ state: string }>(
        'select distinct state from changes where run_id = $1 order by 1',
        [runId],
      );
      expect(states).toEqual([{ state: 'closed' }, { state: 'queued' }]);
      const made = await appliedPerUser(world.sandbox, 'vero', crowd.vero);
      const [closed] = await ledger.query<{ count: number }>(
        "select count(*) from changes where run_id = $1 and provider = 'vero' and state = 'closed'",
        [runId],
      );
      expect(made.reduce((sum, calls) => sum + calls, 0)).toBe(closed?.count);
    });
  } finally {
    await context.close();
    await Promise.all(instances.map((instance) => instance.stop()));
    await proxy.stop();
    await ledger.close();
    await server.stop();
    await world.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
});

async function addAtOnce(pages: readonly Page[]): Promise<void> {
  await Promise.all(
    pages.map(async (page, index) => {
      const field = regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' });
      await field.fill(['one', 'two'][index] ?? '');
      await field.press('Enter');
    }),
  );
}

/** A whole installation is killed while edits are on their way: nothing is lost and nothing is done twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../lib/sandbox/server.ts';
import { expect, test } from './fixtures.ts';
import { openUser, regionOf } from './providers/region.ts';
import { findFreePort } from './support/free-port.ts';
import { startInstallation } from './support/installation.ts';
import { openLedger } from './support/ledger.ts';
import { createPerson } from './support/person.ts';
import { admin } from './support/roles.ts';
import { Sandbox } from './support/sandbox.ts';
import { signInOn } from './support/sign-in.ts';

test.use({ role: null });

test('edits under way at a kill -9 are each carried out once after the next start', async ({ browser }) => {
  // Two starts of an installation, on a machine that runs other specs beside.
  test.setTimeout(180_000);
  // The providers outlive the kill, as real ones would, and so does their record of every call.
  const providers = await startSandbox();
  const made = await fetch(`${providers.url}/_control/worlds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'kill' }),
  });
  const { environment } = worldIn(await made.json());
  const sandbox = new Sandbox(providers.url, 'kill');
  const dataDir = mkdtempSync(join(tmpdir(), 'tagdesk-e2e-kill-'));
  const port = await findFreePort();
  const settings = {
    ...environment,
    DATABASE_URL: '',
    APP_URL: '',
    TAGDESK_SANDBOX: '0',
    TAGDESK_DATA_DIR: dataDir,
    TAGDESK_ADMIN_EMAIL: admin.email,
    TAGDESK_ADMIN_PASSWORD: admin.password,
    PORT: String(port),
  };
  const doomed = await startInstallation(settings);
  const before = openLedger(dataDir, 'tagdesk');
  const amara = await createPerson(before, sandbox, { vero: ['newsletter'], fragment: { plan: 'team' } });
  // Slower than the kill, quicker than the lease of a sender that died.
  const slow = { kind: 'slow', delayMs: 6_000 } as const;
  await sandbox.fault({ ...slow, provider: 'vero', match: { user: amara.ids.vero } });
  await sandbox.fault({
    ...slow,
    provider: 'fragment',
    match: { user: amara.ids.fragment, method: 'PATCH' },
  });
  const context = await browser.newContext({ baseURL: `http://localhost:${port}` });
  const [first, second] = [await context.newPage(), await context.newPage()];
  await signInOn(first, 'admin');
  for (const page of [first, second]) await openUser(page, amara);
  await regionOf(first, 'Vero').getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await first.keyboard.press('Enter');
  const fragment = regionOf(second, 'FRAGMENT');
  await fragment.getByRole('textbox', { name: 'Key' }).fill('department');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('sales');
  await second.keyboard.press('Enter');
  await expect
    .poll(async () => (await before.changesOf(amara.id)).map(({ state }) => state))
    .toEqual(['sending', 'sending']);
  await before.close();
  await doomed.kill();
  await context.close();

  const next = await startInstallation(settings);
  const after = openLedger(dataDir, 'tagdesk');
  await expect
    .poll(
      async () => (await after.changesOf(amara.id)).map(({ provider, outcome }) => `${provider} ${outcome}`),
      {
        timeout: 60_000,
      },
    )
    .toEqual(expect.arrayContaining(['vero accepted', 'fragment confirmed']));
  expect(await after.changesOf(amara.id)).toHaveLength(2);
  expect(await after.tagsOf(amara.id)).toEqual([
    { provider: 'fragment', key: 'department', value: 'sales', proof: 'confirmed' },
    { provider: 'fragment', key: 'plan', value: 'team', proof: 'confirmed' },
    { provider: 'vero', key: 'newsletter', value: null, proof: 'accepted' },
    { provider: 'vero', key: 'prospect', value: null, proof: 'accepted' },
  ]);
  expect((await sandbox.state('vero', amara.ids.vero))[0]?.tags).toEqual(['newsletter', 'prospect']);
  // FRAGMENT can be read, so the answer that nobody heard is looked up instead of asked for again.
  const sent = await sandbox.callsFor('fragment', amara.ids.fragment);
  expect(sent.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  await after.close();
  await next.stop();
  await providers.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The sandbox answers with the settings that an installation needs for the world. */
function worldIn(json: unknown): { environment: Record<string, string> } {
  return json as { environment: Record<string, string> };
}

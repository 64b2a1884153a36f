import { existsSync } from 'node:fs';
import { expect, test } from '../fixtures.ts';
import { openUser, regionOf } from '../providers/region.ts';
import { startOwnInstallation } from '../support/own-installation.ts';
import { createPerson } from '../support/person.ts';
import { signInOn } from '../support/sign-in.ts';

test.use({ role: null });

test('a killed web server serves again within seconds, and the edit that it was sending is carried out once', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const installation = await startOwnInstallation({});
  const { sandbox } = installation;
  const amara = await createPerson(installation.ledger(), sandbox, { fragment: { plan: 'team' } });
  await sandbox.fault({
    provider: 'fragment',
    kind: 'slow',
    delayMs: 4_000,
    match: { user: amara.ids.fragment, method: 'PATCH' },
  });
  const context = await browser.newContext({ baseURL: installation.url });
  const page = await context.newPage();
  await signInOn(page, 'admin');
  await openUser(page, amara);
  const fragment = regionOf(page, 'FRAGMENT');
  await fragment.getByRole('textbox', { name: 'Key' }).fill('department');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('sales');
  await page.keyboard.press('Enter');
  const changes = () => installation.ledger().changesOf(amara.id);
  await expect.poll(async () => (await changes()).map(({ state }) => state)).toEqual(['sending']);

  for (let time = 1; time <= 2; time += 1) {
    const others = installation.killWebServer();
    const serves = () =>
      fetch(`${installation.url}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(serves, { timeout: 30_000 }).toBe(true);
    expect(others.filter((pid) => !existsSync(`/proc/${pid}`))).toEqual([]);
  }
  await expect
    .poll(async () => (await changes()).map(({ outcome }) => outcome), { timeout: 60_000 })
    .toEqual(['confirmed']);
  const sent = await sandbox.callsFor('fragment', amara.ids.fragment);
  expect(sent.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  await openUser(page, amara);
  await context.close();
  await installation.stop();
});

import { expect, test } from '../fixtures.ts';
import { openUser, regionOf } from '../providers/region.ts';
import { startOwnInstallation } from '../support/own-installation.ts';
import { createPerson } from '../support/person.ts';
import { signInOn } from '../support/sign-in.ts';

test.use({ role: null });

test('edits under way at a kill -9 are each carried out once after the next start', async ({ browser }) => {
  // Two starts, beside other specs.
  test.setTimeout(180_000);
  const installation = await startOwnInstallation({});
  const { sandbox } = installation;
  const amara = await createPerson(installation.ledger(), sandbox, {
    vero: ['newsletter'],
    fragment: { plan: 'team' },
  });
  const changes = () => installation.ledger().changesOf(amara.id);
  // Slower than the kill, quicker than the lease of a dead sender.
  const slow = { kind: 'slow', delayMs: 6_000 } as const;
  await sandbox.fault({ ...slow, provider: 'vero', match: { user: amara.ids.vero } });
  await sandbox.fault({
    ...slow,
    provider: 'fragment',
    match: { user: amara.ids.fragment, method: 'PATCH' },
  });
  const context = await browser.newContext({ baseURL: installation.url });
  const [first, second] = [await context.newPage(), await context.newPage()];
  await signInOn(first, 'admin');
  for (const page of [first, second]) await openUser(page, amara);
  await regionOf(first, 'Vero').getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await first.keyboard.press('Enter');
  const fragment = regionOf(second, 'FRAGMENT');
  await fragment.getByRole('textbox', { name: 'Key' }).fill('department');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('sales');
  await second.keyboard.press('Enter');
  await expect.poll(async () => (await changes()).map(({ state }) => state)).toEqual(['sending', 'sending']);
  await context.close();
  await installation.restart();

  await expect
    .poll(async () => (await changes()).map(({ provider, outcome }) => `${provider} ${outcome}`), {
      timeout: 60_000,
    })
    .toEqual(expect.arrayContaining(['vero accepted', 'fragment confirmed']));
  expect(await changes()).toHaveLength(2);
  expect(await installation.ledger().tagsOf(amara.id)).toEqual([
    { provider: 'fragment', key: 'department', value: 'sales', proof: 'confirmed' },
    { provider: 'fragment', key: 'plan', value: 'team', proof: 'confirmed' },
    { provider: 'vero', key: 'newsletter', value: null, proof: 'accepted' },
    { provider: 'vero', key: 'prospect', value: null, proof: 'accepted' },
  ]);
  expect((await sandbox.state('vero', amara.ids.vero))[0]?.tags).toEqual(['newsletter', 'prospect']);
  // FRAGMENT can be read: the lost answer is looked up, not asked for again.
  const sent = await sandbox.callsFor('fragment', amara.ids.fragment);
  expect(sent.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  await installation.stop();
});

/** A storm, an outage and refused credentials: each stops one provider, and once fixed all is done once. */
import { expect, size, test } from './fixtures.ts';
import {
  expectEnded,
  expectOncePerPerson,
  expectProviderDone,
  outcomesOf,
  plan,
  providerRow,
  start,
} from './steps.ts';

test('each trouble stops one provider, says what it is, and burns nothing; mended, all goes on once', async ({
  page,
  installation,
  crowd,
  tag,
  expectAccessible,
}) => {
  const { mark, ids } = await crowd();
  const { sandbox } = installation;
  await sandbox.seed({ capillary: { labels: [tag] } });
  // Faults last until they were seen: nothing must be quick.
  const always = { times: null, match: {} };
  const storm = await sandbox.fault({ ...always, provider: 'vero', kind: 'rate-limit', retryAfter: 3 });
  await sandbox.fault({ ...always, provider: 'fragment', kind: 'status', status: 500 });
  await sandbox.fault({ ...always, provider: 'capillary', kind: 'unauthorized' });
  const runId = await plan(
    page,
    mark,
    { provider: 'Vero', key: tag },
    { provider: 'Capillary', key: tag },
    { provider: 'FRAGMENT', key: tag, value: 'yes' },
  );
  await start(page, '1,500');
  await expect(providerRow(page, 'Vero')).toContainText('asked to wait');
  await expect(providerRow(page, 'Capillary')).toContainText('refused the credentials');
  await expect(providerRow(page, 'FRAGMENT')).toContainText('does not answer as it should');
  await expectAccessible();
  expect(await outcomesOf(installation, runId, 'vero')).toEqual({ pending: size });

  // Vero resumes by itself while the others wait.
  await sandbox.endFault(storm);
  await expectProviderDone(page, 'Vero');
  expect(await outcomesOf(installation, runId, 'vero')).toEqual({ accepted: size });
  expect(await outcomesOf(installation, runId, 'capillary')).toEqual({ pending: size });
  // An outage swallows only what was in flight, and an attempt now and then.
  const { pending = 0 } = await outcomesOf(installation, runId, 'fragment');
  expect(pending).toBeGreaterThan(size - 50);

  // A failed attempt changes nothing. Paused, the provider waits to be told.
  const fragment = providerRow(page, 'FRAGMENT');
  await fragment.getByRole('button', { name: 'Retry now' }).click();
  await expect(fragment).toContainText('does not answer as it should');
  await fragment.getByRole('button', { name: 'Pause FRAGMENT' }).click();
  await expect(fragment).toContainText('Paused by');
  await sandbox.clearFaults();
  await providerRow(page, 'Capillary').getByRole('button', { name: 'Credentials fixed, resume' }).click();
  await fragment.getByRole('button', { name: 'Resume FRAGMENT' }).click();
  await expectEnded(page);
  expect(await outcomesOf(installation, runId, 'capillary')).toEqual({ confirmed: size });
  await expectOncePerPerson(installation, 'vero', tag, ids.vero);
  await expectOncePerPerson(installation, 'capillary', tag, ids.capillary);

  // A create is not repeated blindly: it was looked up, and a person retries it.
  await expect
    .poll(async () => (await outcomesOf(installation, runId, 'fragment')).unknown ?? 0, { timeout: 60_000 })
    .toBe(0);
  const { confirmed = 0, failed = 0 } = await outcomesOf(installation, runId, 'fragment');
  expect(confirmed + failed).toBe(size);
  await expect(page.getByRole('list', { name: 'Causes' })).toContainText(
    'FRAGMENT did not show it: not seen until',
  );
  await expect(page.getByRole('img', { name: /First error at/ })).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: `Retry the ${failed} that failed` }).click();
  await expect(page.getByRole('heading', { name: /^Plan of run/ })).toBeVisible();
  await start(page);
  await expectEnded(page);
  await expectOncePerPerson(installation, 'fragment', tag, ids.fragment);
});

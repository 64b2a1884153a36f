import { expect, size, test } from './fixtures.ts';
import {
  believedToHave,
  expectEnded,
  expectOncePerPerson,
  outcomesOf,
  plan,
  providerRow,
  start,
} from './steps.ts';

const wholeStart = { timeout: 60_000 };

test('lost answers, a killed database and killed processes lose and double nothing; a provider without credentials waits', async ({
  page,
  installation,
  crowd,
  tag,
  problems,
}) => {
  // The page polls while nothing answers.
  problems.allow(/^request: |^answer: 5\d\d|Failed to load resource|^console: .*fetch/);
  const { mark, ids } = await crowd();
  const { sandbox } = installation;
  // The run outlasts the test's steps on any machine.
  await sandbox.configure({ writeLatencyMs: { min: 1_500, max: 1_500 } });
  const reset = { kind: 'reset-after', times: 4, match: { method: 'PATCH' } } as const;
  await sandbox.fault({ provider: 'fragment', ...reset });
  const runId = await plan(page, mark, { provider: 'FRAGMENT', key: tag, value: 'yes' });
  await start(page);
  const done = async () => (await sandbox.writesOf('fragment', tag)).size;
  await expect.poll(done, wholeStart).toBeGreaterThan(16);

  await installation.killDatabase();
  const atDatabase = await done();
  await expect.poll(done, wholeStart).toBeGreaterThan(atDatabase + 16);

  // Killed, and restarted without the credentials.
  await installation.restart({ FRAGMENT_CLIENT_ID: '', FRAGMENT_CLIENT_SECRET: '', FRAGMENT_TOKEN: '' });
  const atKill = await done();
  expect(atKill).toBeLessThan(size);
  await page.goto(`/runs/${runId}`);
  await expect(providerRow(page, 'FRAGMENT')).toContainText(
    'FRAGMENT is not connected: its changes wait until it is.',
  );
  expect((await outcomesOf(installation, runId, 'fragment')).failed).toBeUndefined();

  await sandbox.configure({ writeLatencyMs: { min: 0, max: 0 } });
  await installation.restart();
  await page.goto(`/runs/${runId}`);
  await expectEnded(page);
  await expect(page.getByRole('listitem', { name: 'FRAGMENT: 500 of 500' })).toContainText(
    '500 confirmed',
    wholeStart,
  );
  await expectOncePerPerson(installation, 'fragment', tag, ids.fragment);
  expect(await outcomesOf(installation, runId, 'fragment')).toEqual({ confirmed: size });
  expect(await believedToHave(installation, 'fragment', tag)).toEqual(ids.fragment.toSorted());
});

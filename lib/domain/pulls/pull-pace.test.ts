/** How fast a provider is asked, and what is told of how long it takes. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { callsSeen } from '#lib/testing/provider-budget.ts';
import { pullsOf } from '#lib/testing/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { until } from '#lib/testing/worker.ts';
import { listPulls } from './list-pulls.ts';
import { lookAtPeople } from './look-at-people.ts';
import { startPull } from './start-pull.ts';
import { pausePull, resumePull } from './steer-pull.ts';

let env: TestEnvironment;
let pulls: ReturnType<typeof pullsOf>;
beforeAll(async () => {
  env = await createTestEnvironment({ CAPILLARY_MAX_PER_SECOND: '60' });
  pulls = pullsOf(env);
  await env.control('PUT', 'settings', { cerego: { pageSize: 5 } });
  await env.control('POST', 'seed', {
    cerego: { users: Array.from({ length: 19 }, (_, index) => ({ id: String(7_000 + index) })) },
    capillary: {
      customers: Array.from({ length: 60 }, (_, index) => ({
        userId: String(6_000 + index),
        name: `Customer ${index}`,
        labels: ['Lapsed'],
      })),
    },
  });
});
afterAll(() => env.stop());

test('a look keeps to the share of the rate limit that a pull has, and an answer in parts is read at once', async () => {
  await env.control('DELETE', 'log');
  expect(await lookAtPeople(env.context, { provider: 'cerego' })).toMatchObject({ read: 19, isWhole: true });
  const starts = (await callsSeen(env, 'cerego')).map(({ at }) => at);
  expect(starts).toHaveLength(4);
  const apartMs = 1_000 / (capabilitiesOf('cerego').pace.perSecond * 0.3);
  // One that came late may be caught up with.
  expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(2 * apartMs);
  const ids = Array.from({ length: 2_600 }, (_, index) => ({ id: `f-${index}`, externalId: `x-${index}` }));
  await env.control('POST', 'seed', { fragment: ids });
  const began = Date.now();
  expect(await lookAtPeople(env.context, { provider: 'fragment' })).toMatchObject({ read: 2_600 });
  expect(Date.now() - began).toBeLessThan(8_000);
});

const open = async () => (await listPulls(env.context)).capillary.open;

test('asking for names tells how many there are and how long it takes, rests and goes on', async () => {
  const { pullId } = await startPull(env.context, { provider: 'capillary' });
  const reading = pulls.advance('capillary');
  await until(async () => ((await open())?.names?.told ?? 0) >= 8);
  expect(await open()).toMatchObject({ step: 'names', names: { of: 60 }, leftMs: expect.any(Number) });
  await pausePull(env.context, { provider: 'capillary' });
  const resting = await reading;
  expect(resting).toMatchObject({ state: 'paused', step: 'names', leftMs: null });
  const told = resting.names?.told ?? 0;
  expect(told).toBeLessThan(60);
  await resumePull(env.context, { provider: 'capillary' });
  // Failures count in a row only: others were answered before this one.
  await env.open.pool.query('update pulls set failures = 5 where id = $1', [pullId]);
  await env.control('POST', 'faults', {
    provider: 'capillary',
    kind: 'status',
    status: 503,
    match: { path: 'customers/6050' },
    times: null,
  });
  await env.control('DELETE', 'log');
  expect(await pulls.advance('capillary')).toMatchObject({ state: 'running', names: { told: 50, of: 60 } });
  const [kept] = await runPlannedStatement<{ failures: number }>(
    env.context.database,
    sql`update pulls set not_before = now() where id = ${pullId}::bigint returning failures`,
  );
  expect(kept?.failures).toBe(1);
  await env.control('DELETE', 'faults');
  expect(await pulls.advance('capillary')).toMatchObject({ state: 'done', created: 60 });
  const asked = (await callsSeen(env, 'capillary')).filter(
    ({ path, status }) => /customers\/\d+$/.test(path) && status === 200,
  );
  expect(asked).toHaveLength(60 - told);
});

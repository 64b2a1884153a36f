/** Who gets in at an inbound address, with what, and how much. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findUser } from '#lib/domain/users/find-user.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { eventsOf, type InboundPlace, openInbound, updated } from '#lib/testing/inbound.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd } from '#lib/testing/worker.ts';
import { applyInbound, removeOldInbound } from './apply-inbound.ts';
import { listInbound } from './list-inbound.ts';
import { endInbound, rotateInbound } from './rotate-inbound.ts';

let env: TestEnvironment;
let place: InboundPlace;
beforeAll(async () => {
  env = await createTestEnvironment();
  place = await openInbound(env);
});
afterAll(async () => {
  await place.stop();
  await env.stop();
  vi.unstubAllEnvs();
});

const never = new AbortController().signal;
const apply = () => applyInbound(env.context.database, never);
async function tell(...events: object[]): Promise<void> {
  for (const event of events) expect((await place.post(event)).status).toBe(200);
  await apply();
}
async function tagsOf(userId: number): Promise<Record<string, string>> {
  const user = await findUser(env.context, userId);
  const tags = user?.identities.find(({ provider }) => provider === 'vero')?.tags ?? [];
  return Object.fromEntries(tags.map(({ key, proof }) => [key, proof]));
}

test('what is no event is refused, what cannot be understood is kept as bad with a reason', async () => {
  const count = (await eventsOf(env)).length;
  for (const body of [
    '',
    'junk',
    '[]',
    '{"user":1}',
    '"x"',
    '{"type":7}',
    '{"type":""}',
    '{"type":"\\u0000"}',
  ])
    expect((await place.post(body)).status, body).toBe(400);
  expect((await place.post(`{"type":"${'x'.repeat(70_000)}"}`)).status).toBe(413);
  expect(await eventsOf(env)).toHaveLength(count);
  const bad = [
    { type: 'user_deleted', user: { id: 1 } },
    { type: 'user_updated' },
    { type: 'user_updated', user: { id: '' } },
    { type: 'user_updated', user: { id: 'x'.repeat(255) } },
    { type: 'user_updated', user: { id: 1.5 } },
    updated(101, ['both'], ['both']),
    { ...updated(101, []), changes: { _tags: { add: 'prospect' } } },
    { ...updated(101, []), changes: { _tags: { add: [null] } } },
    { ...updated(101, ['\ud800']) },
  ];
  for (const body of bad) expect((await place.post(body)).status).toBe(200);
  await apply();
  const states = (await eventsOf(env)).slice(count);
  expect(states.map(({ state }) => state)).toEqual(bad.map(() => 'bad'));
  expect(states.every(({ reason }) => reason !== null && reason.length > 10)).toBe(true);
});

test('two addresses are valid while one is replaced; a forged or ended one gets nothing stored', async () => {
  const admin = env.as({ memberId: 'a', role: 'admin' });
  const count = (await eventsOf(env)).length;
  const second = await rotateInbound(admin, { provider: 'vero' });
  const to = new URL(second.path ?? '', place.url).href;
  expect((await place.post(updated(101, ['f']), to)).status).toBe(200);
  expect((await place.post(updated(101, ['g']))).status).toBe(200);
  await expect(rotateInbound(admin, { provider: 'vero' })).rejects.toThrow('Two addresses');
  const view = await listInbound(admin);
  expect(view.addresses?.map(({ path }) => path)).toEqual([second.path, new URL(place.url).pathname]);
  expect((await listInbound(env.as({ role: 'viewer' }))).addresses).toBeNull();
  await endInbound(admin, { addressId: second.id });
  expect((await place.post(updated(101, ['h']), to)).status).toBe(404);
  const forged = place.url.replace(/[\w-]{22}$/, 'A'.repeat(22));
  expect((await place.post(updated(101, ['h']), forged)).status).toBe(404);
  expect((await place.post(updated(101, ['h']), `${forged}x`)).status).toBe(404);
  expect(await eventsOf(env)).toHaveLength(count + 2);
  for (const role of ['viewer', 'support', 'marketer'])
    await expect(rotateInbound(env.as({ role }), { provider: 'vero' })).rejects.toThrow('does not allow');
  // Of the secret the database holds nothing that gives it away.
  const dump = await runPlannedStatement<{ text: string }>(
    env.context.database,
    sql`select string_agg(a::text, '') as text from inbound_addresses a`,
  );
  expect(dump[0]?.text).not.toContain(place.url.split('/').at(-1));
});

test('forged addresses are turned away after a while, the right one is not', async () => {
  const forged = place.url.replace(/[\w-]{22}$/, 'B'.repeat(22));
  const statuses = await Promise.all(
    Array.from({ length: 80 }, async () => (await place.post(updated(1, []), forged)).status),
  );
  expect(new Set(statuses)).toEqual(new Set([404, 429]));
  expect((await place.post(updated(101, ['i']))).status).toBe(200);
});

test('what is older than a month goes, but the latest of each user', async () => {
  await env.person({ vero: 'old-one' });
  await tell(updated('old-one', ['a']), updated('old-one', ['b']));
  await env.context.database.execute(
    sql`update inbound_events set received_at = now() - interval '31 days' where external_id = 'old-one'`,
  );
  const others = (await eventsOf(env)).length - 2;
  await removeOldInbound(env.context.database, never);
  expect(await eventsOf(env, 'old-one')).toHaveLength(1);
  expect(await eventsOf(env)).toHaveLength(others + 1);
});

test('a flood is either stored or told to come back, and what is stored is applied', async () => {
  const users = await crowd(env, 60, ['vero'], 2_001);
  const answers = await Promise.all(
    Array.from({ length: 2_400 }, async (_, n) => {
      const id = String(2_001 + (n % users.length));
      return (await place.post(updated(id, [`t${n % 7}`]))).status;
    }),
  );
  const stored = answers.filter((status) => status === 200).length;
  expect(new Set(answers).difference(new Set([200, 429])).size).toBe(0);
  await apply();
  const events = (await eventsOf(env)).filter(({ externalId }) => /^20\d\d$/.test(externalId ?? ''));
  expect(events).toHaveLength(stored);
  expect(events.filter(({ state }) => state === 'kept')).toEqual([]);
  const [first = 0] = users;
  expect(Object.keys(await tagsOf(first)).length).toBeGreaterThan(0);
}, 60_000);

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findChange } from '#lib/domain/history/find-change.ts';
import { eraseUser } from '#lib/domain/identities/erase-user.ts';
import { listCases } from '#lib/domain/identities/list-cases.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { editUser } from '#lib/domain/users/edit-user.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { eventsOf, type InboundPlace, openInbound, updated } from '#lib/testing/inbound.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { until } from '#lib/testing/worker.ts';
import { applyInbound } from './apply-inbound.ts';

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
const edit = (userId: number, verb: 'add' | 'remove', key: string) =>
  editTags(env.context, { userId, provider: 'vero', operations: [{ verb, key, value: null }] });
async function tell(...events: object[]): Promise<void> {
  for (const event of events) expect((await place.post(event)).status).toBe(200);
  await apply();
}
async function tagsOf(userId: number): Promise<Record<string, string>> {
  const user = await findUser(env.context, userId);
  const tags = user?.identities.find(({ provider }) => provider === 'vero')?.tags ?? [];
  return Object.fromEntries(tags.map(({ key, proof }) => [key, proof]));
}
async function foundOf(userId: number) {
  return runPlannedStatement<{ operations: object[]; note: string; actor: string }>(
    env.context.database,
    sql`select operations, note, actor from changes where user_id = ${userId} and kind = 'refresh' order by id`,
  );
}
const statesOf = async (id: string) => (await eventsOf(env, id)).map(({ state }) => state);

test('what we asked for and Vero reports is confirmed, on the tag and on the line, and no difference', async () => {
  const userId = await env.person({ vero: '101' });
  const { changeId } = await edit(userId, 'add', 'prospect');
  expect(await tagsOf(userId)).toEqual({ prospect: 'accepted' });
  await tell(updated(101, ['prospect']));
  expect(await tagsOf(userId)).toEqual({ prospect: 'confirmed' });
  const { line } = await findChange(env.context, changeId);
  expect(line.outcome).toBe('confirmed');
  expect(line.outcomes?.[0]?.message).toMatch(/^Vero reported it at /);
  expect(line.outcomes?.[0]?.corrected?.outcome).toBe('accepted');
  expect(await foundOf(userId)).toEqual([]);
  expect(await statesOf('101')).toEqual(['confirmed']);
});

test('what somebody else did is a line of Vero’s own, and listed as a difference', async () => {
  const userId = await env.person({ vero: '102' });
  await edit(userId, 'add', 'customer');
  await tell(updated(102, ['customer']), updated('102', ['vip'], ['customer']));
  expect(await tagsOf(userId)).toEqual({ vip: 'confirmed' });
  const [line] = await foundOf(userId);
  expect(line?.actor).toBe('Vero');
  expect(line?.note).toMatch(/^Vero reported it at /);
  expect(line?.operations).toHaveLength(2);
  const drifts = await runPlannedStatement<{ key: string; direction: string }>(
    env.context.database,
    sql`select d.key, d.direction from drifts d join identities i on i.id = d.identity_id
      where i.user_id = ${userId} order by d.key`,
  );
  expect(drifts).toEqual([
    { key: 'customer', direction: 'gone' },
    { key: 'vip', direction: 'found' },
  ]);
});

test('add, remove, add are three events; only an exact repeat of the latest is dropped', async () => {
  const userId = await env.person({ vero: '103' });
  await tell(updated(103, ['a']), updated(103, [], ['a']), updated(103, ['a']), updated(103, ['a']));
  expect(await statesOf('103')).toEqual(['found', 'found', 'found', 'repeat']);
  expect(await tagsOf(userId)).toEqual({ a: 'confirmed' });
  await tell(updated(103, ['a']));
  expect(await statesOf('103')).toHaveLength(5);
  expect(await foundOf(userId)).toHaveLength(3);
});

test('three own edits in a row are confirmed one by one, and the mirror shows the last throughout', async () => {
  const userId = await env.person({ vero: '104' });
  const lines: number[] = [];
  for (const verb of ['add', 'remove', 'add'] as const) lines.push((await edit(userId, verb, 'b')).changeId);
  const outcomes = async () =>
    Promise.all(lines.map(async (id) => (await findChange(env.context, id)).line.outcome));
  await tell(updated(104, ['b']));
  expect(await outcomes()).toEqual(['confirmed', 'accepted', 'accepted']);
  expect(await tagsOf(userId)).toEqual({ b: 'accepted' });
  await tell(updated(104, [], ['b']));
  expect(await tagsOf(userId)).toEqual({ b: 'accepted' });
  await tell(updated(104, ['b']));
  expect(await outcomes()).toEqual(['confirmed', 'confirmed', 'confirmed']);
  expect(await tagsOf(userId)).toEqual({ b: 'confirmed' });
  expect(await foundOf(userId)).toEqual([]);
});

test('an event from before our own edit is no difference', async () => {
  const userId = await env.person({ vero: '105' });
  expect((await place.post(updated(105, [], ['c']))).status).toBe(200);
  await edit(userId, 'add', 'c');
  await apply();
  expect(await tagsOf(userId)).toEqual({ c: 'accepted' });
  expect(await foundOf(userId)).toEqual([]);
});

test('what is being sent right now waits for its answer, and holds up nobody else', async () => {
  const [userId, otherId] = [await env.person({ vero: '106' }), await env.person({ vero: '107' })];
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 600, max: 600 } });
  const sending = edit(userId, 'add', 'd');
  await until(async () => {
    const open = sql`select from changes where user_id = ${userId} and state = 'sending'`;
    return (await runPlannedStatement(env.context.database, open)).length > 0;
  });
  await tell(updated(106, ['d']), updated(107, ['d']));
  expect([await statesOf('106'), await statesOf('107')]).toEqual([['kept'], ['found']]);
  const { changeId } = await sending;
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 0, max: 0 } });
  await apply();
  expect(await statesOf('106')).toEqual(['confirmed']);
  expect((await findChange(env.context, changeId)).line.outcome).toBe('confirmed');
  expect(await tagsOf(otherId)).toEqual({ d: 'confirmed' });
});

test('an unknown outcome is settled by what Vero reports', async () => {
  const userId = await env.person({ vero: '108' });
  await env.control('POST', 'faults', { provider: 'vero', kind: 'reset-after', times: 1 });
  const { changeId, outcome } = await edit(userId, 'add', 'e');
  expect(outcome).toBe('unknown');
  await tell(updated(108, ['e']));
  expect((await findChange(env.context, changeId)).line.outcome).toBe('confirmed');
  expect(await tagsOf(userId)).toEqual({ e: 'confirmed' });
});

test('an id that nobody has is a case, never a user; once somebody has it the case is over', async () => {
  const before = await runPlannedStatement<{ users: number }>(
    env.context.database,
    sql`select count(*) as users from users`,
  );
  await tell(updated('stranger', ['x']), { type: 'user_created', user: { id: 'stranger' } });
  expect(await statesOf('stranger')).toEqual(['unknown-id', 'unknown-id']);
  const cases = async () => (await listCases(env.context)).cases.filter(({ kind }) => kind === 'unknown-id');
  expect(await cases()).toMatchObject([{ about: { provider: 'vero', externalId: 'stranger' } }]);
  expect(await runPlannedStatement(env.context.database, sql`select count(*) as users from users`)).toEqual(
    before,
  );
  await env.person({ vero: 'stranger' });
  await tell(updated('stranger', ['y']));
  expect(await cases()).toEqual([]);
});

test('an unknown id with the e-mail of one user who has none there names that user', async () => {
  const userId = await env.person({ fragment: 'elsewhere' });
  await editUser(env.context, { userId, name: 'Bo Lind', email: 'Bo@Example.com' });
  await tell({ ...updated('bo-1', ['x']), user: { id: 'bo-1', email: 'bo@example.com' } });
  const { cases } = await listCases(env.context);
  expect(cases.find(({ about }) => about.externalId === 'bo-1')?.users.map(({ id }) => id)).toEqual([userId]);
});

test('an erased person is left out, saying so, and nothing of what was told before stays', async () => {
  const userId = await env.person({ vero: 'erased-one' });
  await tell(updated('erased-one', ['x']));
  await eraseUser(
    { ...env.context, actor: { memberId: 'a', name: 'Ana', role: 'admin' } },
    { userId, why: 'asked' },
  );
  await tell(updated('erased-one', ['z']));
  const all = await eventsOf(env);
  expect(all.at(-1)).toMatchObject({
    state: 'left-out',
    externalId: null,
    reason: expect.stringContaining('erased'),
  });
  const kept = await runPlannedStatement<{ text: string }>(
    env.context.database,
    sql`select string_agg(e::text, '') as text from inbound_events e`,
  );
  expect(kept[0]?.text).not.toContain('erased-one');
  const { cases } = await listCases(env.context);
  expect(cases.filter(({ about }) => about.externalId === 'erased-one')).toEqual([]);
});

test('a large number keeps its digits, and text its zeros', async () => {
  const [long, zeros] = [await env.person({ vero: '9007199254740993' }), await env.person({ vero: '00042' })];
  expect(
    (
      await place.post(
        '{"type":"user_updated","user":{"id":9007199254740993},"changes":{"_tags":{"add":["n"]}}}',
      )
    ).status,
  ).toBe(200);
  await tell(updated('00042', ['n']));
  expect([await tagsOf(long), await tagsOf(zeros)]).toEqual([{ n: 'confirmed' }, { n: 'confirmed' }]);
});

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Context } from '#lib/platform/context.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { listDays } from '../history/list-days.ts';
import { listHistory } from '../history/list-history.ts';
import { listMovedTags } from '../tags/list-moved-tags.ts';
import { readHome } from './read-home.ts';

let world: TestContext;
let vera: Context;
let userId: number;

const one = async (statement: string, values: unknown[] = []): Promise<number> =>
  (await world.pool.query<{ id: number }>(statement, values)).rows[0]?.id ?? 0;

beforeAll(async () => {
  world = await openTestContext('marketer');
  vera = { ...world.context, actor: { memberId: 'vera', name: 'Vera', role: 'marketer' } };
  userId = await one("insert into users (name) values ('Ada') returning id");
  // First, as ids follow time.
  for (const daysAgo of [200, 89, 40, 1, 1]) await addLine('daily', { daysAgo, member: 'ana' });
  await addLine('daily', { daysAgo: 1, outcome: 'refused', after: [], member: 'ana' });
});
afterAll(() => world.close());

interface Line {
  verb?: string;
  before?: string[];
  after?: string[];
  outcome?: string;
  member?: string;
  runId?: number;
  daysAgo?: number;
}

async function addLine(tag: string, line: Line = {}): Promise<number> {
  const { verb = 'add', before = [], after = [tag], outcome = 'accepted', member = 'vera' } = line;
  const held = (tags: readonly string[]) => JSON.stringify(tags.map((key) => ({ key, value: null })));
  return one(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, member_id, operations, before, after,
       outcome, outcomes, state, duration_ms, run_id, created_at, closed_at)
     values ('tags', $1, 1, 'vero', 'v-1', 'Vera', $2, $3, $4, $5, $6, $7, 'closed', 100, $8,
       now() - $9 * interval '1 day', now()) returning id`,
    [
      userId,
      member,
      JSON.stringify([{ verb, key: tag, value: null }]),
      held(before),
      held(after),
      outcome,
      JSON.stringify([{ outcome, code: null, message: null, hint: null }]),
      line.runId ?? null,
      line.daysAgo ?? 0,
    ],
  );
}

async function addRun(status: string, member: string, more: { refused?: number; retryOf?: number } = {}) {
  const id = await one(
    `insert into runs (title, status, source, operations, actor, member_id, planned_at, ended_at, retry_of)
     values ('Add vip at Vero', $1, '{"kind": "filter", "q": ""}', '[]', $2, $2, now(),
       case when $1 = 'finished' then now() end, $3) returning id`,
    [status, member, more.retryOf ?? null],
  );
  await world.pool.query(
    `insert into run_providers (run_id, provider, state, change, confirmed, refused)
     values ($1, 'vero', $2, 5, $3, $4)`,
    [id, status, status === 'finished' ? 5 - (more.refused ?? 0) : 0, more.refused ?? 0],
  );
  return id;
}

test('whoever may not read the history or the providers reads no home', async () => {
  const nobody: Context = { ...vera, actor: { memberId: 'n', name: 'N', role: 'nobody' } };
  for (const verb of [readHome, listDays, listMovedTags])
    await expect(verb(nobody)).rejects.toMatchObject({ code: 'forbidden' });
});

test('runs that go on, and of the member’s own what waits: plans, and ends that nobody has answered', async () => {
  const running = await addRun('running', 'ana');
  await addRun('planned', 'ana');
  await addRun('finished', 'ana', { refused: 2 });
  const planned = await addRun('planned', 'vera');
  await addRun('finished', 'vera');
  const refused = await addRun('finished', 'vera', { refused: 2 });
  const shown = async () => (await readHome(vera)).runs.map(({ id }) => id);
  expect(await shown()).toEqual([running, refused, planned]);
  const retry = await addRun('planned', 'vera', { retryOf: refused });
  expect(await shown()).toEqual([running, retry, planned]);
  await world.pool.query("update runs set status = 'discarded' where id = $1", [retry]);
  expect(await shown()).toEqual([running, refused, planned]);
});

test('unknown outcomes are counted as the history lists them, and the last users without runs', async () => {
  expect((await readHome(vera)).lastUsers).toEqual([]);
  await addLine('by-run', { runId: 1 });
  await addLine('by-another', { member: 'ana' });
  await addLine('lost', { outcome: 'unknown', after: [] });
  const { waiting, lastUsers } = await readHome(vera);
  const listed = await listHistory(vera, { view: 'waiting' });
  expect(waiting).toEqual({ count: listed.entries.length, isMore: false });
  expect(waiting.count).toBe(1);
  expect(lastUsers).toMatchObject([
    { userId, title: 'Ada', change: '+ lost', provider: 'vero', outcome: 'unknown' },
  ]);
});

test('the last users are each shown once, with the latest change, at most six', async () => {
  const others = await world.pool.query<{ id: number }>(
    "insert into users (name) select 'Person ' || n from generate_series(1, 7) n returning id",
  );
  const own = userId;
  for (const { id } of others.rows) {
    userId = id;
    await addLine('first');
    await addLine('second', { runId: 2 });
  }
  await addLine('third');
  userId = own;
  const { lastUsers } = await readHome(vera);
  expect(lastUsers.map(({ title, change }) => [title, change])).toEqual([
    ['Person 7', '+ third'],
    ...[6, 5, 4, 3, 2].map((n) => [`Person ${n}`, '+ first']),
  ]);
});

test('each day has as many changes as the history lists for it, without events', async () => {
  await addLine('daily');
  await world.pool.query(
    `insert into audit_events (kind, actor, subject) values ('provider.check-asked', 'Vera', 'vero')`,
  );
  const admin: Context = { ...vera, actor: { ...vera.actor, role: 'admin' } };
  const days = (await listDays(admin)).find(({ provider }) => provider === 'vero')?.days ?? [];
  expect(days).toHaveLength(90);
  const counted = days.filter(({ changes }) => changes > 0);
  expect(counted).toHaveLength(4);
  for (const { day, changes, notMade } of counted) {
    const asked = { provider: 'vero', kind: 'changes', from: day, to: day };
    expect((await listHistory(admin, asked)).entries).toHaveLength(changes);
    expect((await listHistory(admin, { ...asked, outcome: 'refused' })).entries).toHaveLength(notMade);
  }
});

test('a tag has moved where it was not before, or is no longer; a refusal moves nothing', async () => {
  const vip = await one(
    "insert into tags (provider, key, usage_count) values ('vero', 'moved', 2) returning id",
  );
  await addLine('moved');
  await addLine('moved', { daysAgo: 3 });
  await addLine('moved', { verb: 'remove', before: ['moved', 'other'], after: ['other'] });
  await addLine('moved', { outcome: 'refused', after: [] });
  await addLine('moved', { before: ['moved'] });
  await addLine('moved', { daysAgo: 20 });
  const { tags, since } = await listMovedTags(vera);
  expect(since).toBeNull();
  expect(tags.filter(({ key }) => key === 'moved')).toEqual([
    { id: vip, provider: 'vero', key: 'moved', value: null, count: 2, added: 2, removed: 1 },
  ]);
});

test('another value is an addition of the new and a removal of the old', async () => {
  await one("insert into tags (provider, key, value) values ('fragment', 'plan', 'team') returning id");
  await one("insert into tags (provider, key, value) values ('fragment', 'plan', 'pro') returning id");
  const held = (value: string) => JSON.stringify([{ key: 'plan', value }]);
  await one(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, after, outcome, state)
     values ('tags', $1, 2, 'fragment', 'f-1', 'Vera', '[{"verb":"update","key":"plan","value":"pro"}]', $2, $3, 'confirmed',
       'closed') returning id`,
    [userId, held('team'), held('pro')],
  );
  const moved = (await listMovedTags(vera)).tags.filter(({ provider }) => provider === 'fragment');
  expect(moved).toMatchObject([
    { value: 'team', added: 0, removed: 1 },
    { value: 'pro', added: 1, removed: 0 },
  ]);
});

test('the page takes four statements, the session’s one is beside them, and all of it six', async () => {
  const asked = vi.spyOn(world.pool, 'query');
  await readHome(vera);
  expect(asked).toHaveBeenCalledTimes(4);
  await Promise.all([listDays(vera), listMovedTags(vera)]);
  expect(asked).toHaveBeenCalledTimes(6);
  asked.mockRestore();
});

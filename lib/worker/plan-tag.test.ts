/** A tag renamed, merged or removed for whoever carries it: as a plan, to the end, and back. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { curePlan } from '#lib/domain/runs/cure-plan.ts';
import { findRun } from '#lib/domain/runs/find-run.ts';
import { planTag, readTagImpact } from '#lib/domain/runs/plan-tag.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { undoRun } from '#lib/domain/runs/undo-run.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, runWhen } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker();
});
afterAll(() => env.stop());

const label = (key: string) => ({ key, value: null });
const isPlanned = (runId: number) => runWhen(env, runId, ({ status }) => status !== 'planning');

async function carriers(
  first: number,
  count: number,
  provider: ProviderId,
  key: string,
  value: string | null,
) {
  const ids = await crowd(env, count, [provider], first);
  for (const userId of ids)
    await editTags(env.context, { userId, provider, operations: [{ verb: 'add', key, value }] });
  return ids;
}

async function idOf(key: string, value: string | null = null): Promise<number> {
  const [tag] = await runStatement<{ id: number }>(
    env.context.database,
    sql`select id from tags where key = ${key} and value is not distinct from ${value}::text`,
  );
  return tag?.id ?? 0;
}

async function carriedOut(input: Parameters<typeof planTag>[1]) {
  const { runId } = await planTag(env.context, input);
  const { changes, title, warnings } = await isPlanned(runId);
  await startRun(env.context, { runId, confirmCount: changes });
  const run = await runWhen(env, runId, ({ status }) => status === 'finished');
  return { runId, changes, title, warnings, counts: run.counts, calls: run.providers[0]?.plan.calls };
}

async function undone(runId: number) {
  const { runId: undo } = await undoRun(env.context, { runId, note: '' });
  const { changes } = await isPlanned(undo);
  await startRun(env.context, { runId: undo, confirmCount: changes });
  await runWhen(env, undo, ({ status }) => status === 'finished');
}

const tagsOf = (ids: readonly number[]) =>
  Promise.all(
    ids.map(async (id) =>
      (await findUser(env.context, id))?.identities.flatMap(({ tags }) =>
        tags.map(({ key, value }) => (value === null ? key : `${key}=${value}`)),
      ),
    ),
  );

async function viewOf(name: string, q: string, shared = true): Promise<() => Promise<string | undefined>> {
  await env.context.database.execute(sql`
    insert into members (id, name, email) values ('viewer', 'Vi', 'vi@example.com') on conflict do nothing`);
  await env.context.database.execute(sql`
    insert into views (name, member_id, shared, q, sort) values (${name}, 'viewer', ${shared}, ${q}, 'name')`);
  return async () => {
    const rows = await runStatement<{ q: string }>(
      env.context.database,
      sql`select q from views where name = ${name}`,
    );
    return rows[0]?.q;
  };
}

test('at Vero a tag is renamed in one call for each user, views follow, and undo brings all back', async () => {
  const ids = await carriers(100, 5, 'vero', 'VIP', null);
  const named = await viewOf('Named', 'vero:VIP NOT vero:lapsed');
  const own = await viewOf('Private', '(vero:VIP OR vero:gold) has:fragment', false);
  const open = await viewOf('Open', 'vero:VI* tag:VIP');
  const broken = await viewOf('Broken', 'vero:VIP AND (');
  const tagId = await idOf('VIP');
  expect(await readTagImpact(env.context, { tagId, key: 'vip' })).toEqual({
    users: 5,
    target: null,
    views: 1,
    underWay: null,
  });
  const done = await carriedOut({ tagId, to: label('vip'), note: 'one spelling' });
  expect(done).toMatchObject({
    title: 'Rename “VIP” to “vip” at Vero',
    changes: 5,
    calls: 5,
    counts: { accepted: 5, failed: 0 },
  });
  expect(await tagsOf(ids)).toEqual(ids.map(() => ['vip']));
  expect([await named(), await own(), await open(), await broken()]).toEqual([
    'vero:vip NOT vero:lapsed',
    '(vero:vip OR vero:gold) has:fragment',
    'vero:VI* tag:VIP',
    'vero:VIP AND (',
  ]);

  await env.context.database.execute(sql`update views set q = 'vero:vip' where name = 'Private'`);
  await undone(done.runId);
  expect(await tagsOf(ids)).toEqual(ids.map(() => ['VIP']));
  // What a member wrote since stays.
  expect([await named(), await own()]).toEqual(['vero:VIP NOT vero:lapsed', 'vero:vip']);
});

test('renaming onto a tag that is there is a merge, said before; who has both keeps one', async () => {
  const ids = await carriers(200, 4, 'vero', 'old-news', null);
  const [both = 0] = ids;
  await editTags(env.context, {
    userId: both,
    provider: 'vero',
    operations: [{ verb: 'add', key: 'news', value: null }],
  });
  const tagId = await idOf('old-news');
  expect(await readTagImpact(env.context, { tagId, key: 'news' })).toMatchObject({
    users: 4,
    target: { users: 1, both: 1 },
  });
  const done = await carriedOut({ tagId, to: label('news'), note: '' });
  expect(done).toMatchObject({ title: 'Merge “old-news” into “news” at Vero', counts: { accepted: 4 } });
  expect(await tagsOf(ids)).toEqual(ids.map(() => ['news']));
  await undone(done.runId);
  expect(await tagsOf(ids)).toEqual([['news', 'old-news'], ...[1, 2, 3].map(() => ['old-news'])]);
});

test('at Capillary the new label is created first, and nobody stands without either', async () => {
  const ids = await carriers(300, 3, 'capillary', 'Lapsed', null);
  const to = label('Asleep since 2026');
  await expect(
    planTag(env.context, { tagId: await idOf('Lapsed'), to: label('LAPSED'), note: '' }),
  ).rejects.toMatchObject({ fields: { to: expect.stringContaining('only their case differs') } });
  const { runId } = await planTag(env.context, { tagId: await idOf('Lapsed'), to, note: '' });
  // Without the label nothing would be sent, not the removal either.
  expect(await isPlanned(runId)).toMatchObject({ changes: 0 });
  const cure = { runId, provider: 'capillary', cause: 'no-label', key: to.key, choice: 'create' };
  await curePlan(env.context, cure);
  await startRun(env.context, { runId });
  const { counts } = await runWhen(env, runId, ({ status }) => status === 'finished');
  expect(counts).toMatchObject({ confirmed: 3, failed: 0 });
  expect(await tagsOf(ids)).toEqual(ids.map(() => [to.key]));
});

test('at FRAGMENT a value and a key are renamed; who has the key with another value is left for a decision', async () => {
  const ids = await carriers(400, 3, 'fragment', 'tier', 'gold');
  const value = await carriedOut({
    tagId: await idOf('tier', 'gold'),
    to: { key: 'tier', value: 'Gold' },
    note: '',
  });
  expect(value).toMatchObject({ calls: 3, counts: { confirmed: 3 } });
  const [first = 0] = ids;
  await editTags(env.context, {
    userId: first,
    provider: 'fragment',
    operations: [{ verb: 'add', key: 'level', value: 'silver' }],
  });
  const key = await carriedOut({
    tagId: await idOf('tier', 'Gold'),
    to: { key: 'level', value: 'Gold' },
    note: '',
  });
  expect(key).toMatchObject({ changes: 2, calls: 2, counts: { confirmed: 2 } });
  expect(await tagsOf(ids)).toEqual([['level=silver', 'tier=Gold'], ['level=Gold'], ['level=Gold']]);
  const tagId = await idOf('tier', 'Gold');
  expect((await findRun(env.context, { runId: key.runId })).stillCarried).toEqual({ tagId, users: 1 });
});

test('at Cerego a value is another by one call, a type cannot be renamed, and nothing can be removed', async () => {
  const ids = await carriers(500, 2, 'cerego', 'Region', 'Nord');
  const tagId = await idOf('Region', 'Nord');
  await expect(
    planTag(env.context, { tagId, to: { key: 'Area', value: 'Nord' }, note: '' }),
  ).rejects.toMatchObject({
    code: 'invalid',
    fields: { to: expect.stringContaining('no way to rename a type') },
  });
  await expect(planTag(env.context, { tagId, to: null, note: '' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('no way to remove'),
  });
  const done = await carriedOut({ tagId, to: { key: 'Region', value: 'North' }, note: '' });
  expect(done.counts).toMatchObject({ confirmed: 2 });
  expect(await tagsOf(ids)).toEqual(ids.map(() => ['Region=North']));
});

test('a tag is removed everywhere by an admin, and comes back with the undo', async () => {
  const ids = await carriers(600, 3, 'vero', 'spring-2019', null);
  const tagId = await idOf('spring-2019');
  const marketer = { ...env.context, actor: { ...env.context.actor, role: 'marketer' } };
  await expect(planTag(marketer, { tagId, to: null, note: '' })).rejects.toMatchObject({ code: 'forbidden' });
  const done = await carriedOut({ tagId, to: null, note: '' });
  expect(done.title).toBe('Remove “spring-2019” everywhere at Vero');
  expect(await tagsOf(ids)).toEqual([[], [], []]);
  await undone(done.runId);
  expect(await tagsOf(ids)).toEqual(ids.map(() => ['spring-2019']));
});

test('its own name, what the rules refuse, and rings with a plan that waits are refused', async () => {
  await carriers(700, 1, 'vero', 'one', null);
  await carriers(710, 1, 'vero', 'two', null);
  const [one, two] = [await idOf('one'), await idOf('two')];
  const plan = (tagId: number, key: string) => planTag(env.context, { tagId, to: label(key), note: '' });
  await expect(plan(one, ' one ')).rejects.toMatchObject({
    fields: { to: expect.stringContaining('already') },
  });
  await expect(plan(one, ' ')).rejects.toMatchObject({ code: 'invalid' });
  await expect(plan(999_999, 'x')).rejects.toMatchObject({ code: 'not-found' });
  const { runId } = await plan(one, 'two');
  await isPlanned(runId);
  const underWay = {
    code: 'conflict',
    message: expect.stringContaining(`Run ${runId} is a plan for this tag`),
  };
  await expect(plan(two, 'one')).rejects.toMatchObject(underWay);
  await expect(plan(two, 'three')).rejects.toMatchObject(underWay);
  expect(await readTagImpact(env.context, { tagId: two, key: '' })).toMatchObject({
    underWay: underWay.message,
  });
});

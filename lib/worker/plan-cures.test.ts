import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { curePlan } from '#lib/domain/runs/cure-plan.ts';
import { findRun } from '#lib/domain/runs/find-run.ts';
import { listTargets } from '#lib/domain/runs/list-targets.ts';
import { readRunForm } from '#lib/domain/runs/read-run-form.ts';
import { replanRun } from '#lib/domain/runs/replan-run.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { tryRun } from '#lib/domain/runs/try-run.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { CurePlanInput } from '#lib/shared/run-inputs.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, planned, runWhen, writesPerUser } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker();
});
afterAll(() => env.stop());

const add = (key: string, value: string | null = null) => ({ verb: 'add' as const, key, value });
const update = (key: string, value: string) => ({ verb: 'update' as const, key, value });
const finished = (runId: number) => runWhen(env, runId, ({ status }) => status === 'finished', 30_000);
const find = (runId: number) => findRun(env.context, { runId });
const planOf = ({ providers }: RunDetail, provider: ProviderId) =>
  providers.find((own) => own.provider === provider)?.plan;
const cure = (runId: number, what: Omit<CurePlanInput, 'runId'>) => curePlan(env.context, { runId, ...what });
const start = async (runId: number) => {
  const { changes } = await find(runId);
  await startRun(env.context, { runId, confirmCount: changes });
  return finished(runId);
};

async function tagsOf(userId: number): Promise<Record<string, string>> {
  const rows = await runPlannedStatement<{ name: string; value: string }>(
    env.context.database,
    sql`select t.provider || ' ' || t.key as name, coalesce(t.value, '') as value from identities i
      join identity_tags it on it.identity_id = i.id join tags t on t.id = it.tag_id where i.user_id = ${userId}`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Holds `Region` and `plan`, looked at without, never looked at, and nowhere but at Vero. */
async function four(first: number) {
  const readable = ['cerego', 'capillary', 'fragment'] as const;
  const [held = 0, looked = 0, unseen = 0] = await crowd(env, 3, readable, first);
  const [elsewhere = 0] = await crowd(env, 1, ['vero'], first + 3);
  await editTags(env.context, { userId: held, provider: 'cerego', operations: [add('Region', 'Nevada')] });
  await editTags(env.context, { userId: held, provider: 'fragment', operations: [add('plan', 'team')] });
  await refreshUser(env.context, { userId: looked, provider: 'cerego' });
  await refreshUser(env.context, { userId: looked, provider: 'fragment' });
  return { held, looked, unseen, elsewhere, all: [held, looked, unseen, elsewhere] };
}

const foreseen = (label: string) => [
  { provider: 'cerego' as const, operations: [update('Region', 'Oregon')] },
  { provider: 'capillary' as const, operations: [add(label)] },
  { provider: 'fragment' as const, operations: [update('plan', 'premium')] },
];

test('what the database knows to fail is in the plan, and is no refusal of the run', async () => {
  const people = await four(100);
  const plan = await planned(env, {
    source: { kind: 'users', userIds: people.all },
    operations: foreseen('Q4 Special'),
  });
  for (const provider of ['cerego', 'fragment'] as const)
    expect(planOf(plan, provider)).toMatchObject({ change: 1, noValue: 2, noIdentity: 1, refused: 0 });
  expect(planOf(plan, 'capillary')).toMatchObject({ change: 0, noValue: 0, noIdentity: 1, refused: 3 });
  expect(
    planOf(plan, 'fragment')?.reasons.toSorted((one, two) =>
      (one.cause ?? '').localeCompare(two.cause ?? ''),
    ),
  ).toEqual([
    {
      status: 'no-value',
      reason: 'No “plan” to update: add it instead',
      cause: 'absent',
      key: 'plan',
      count: 1,
    },
    {
      status: 'no-value',
      reason: 'No “plan” known here, not checked at FRAGMENT',
      cause: 'unseen',
      key: 'plan',
      count: 1,
    },
  ]);
  expect(planOf(plan, 'capillary')?.reasons).toMatchObject([
    { reason: 'Capillary has no label “Q4 Special”', cause: 'no-label', key: 'Q4 Special', count: 3 },
  ]);
  const ended = await start(plan.id);
  expect(ended.counts).toMatchObject({ confirmed: 2, refused: 0, failed: 0, unknown: 0 });
  expect(await tagsOf(people.held)).toMatchObject({ 'cerego Region': 'Oregon', 'fragment plan': 'premium' });
  expect(await tagsOf(people.unseen)).toEqual({});
});

test('what is chosen in the plan is carried out, leaves a line behind, and can be taken back', async () => {
  const people = await four(200);
  const plan = await planned(env, {
    source: { kind: 'users', userIds: people.all },
    operations: foreseen('Autumn Special'),
  });
  const runId = plan.id;
  await cure(runId, { provider: 'cerego', cause: 'absent', key: 'Region', choice: 'add' });
  await cure(runId, { provider: 'cerego', cause: 'unseen', key: 'Region', choice: 'add' });
  await cure(runId, { provider: 'fragment', cause: 'absent', key: 'plan', choice: 'add' });
  await cure(runId, { provider: 'fragment', cause: 'unseen', key: 'plan', choice: 'update' });
  await cure(runId, { provider: 'capillary', cause: 'no-label', key: 'Autumn Special', choice: 'create' });
  const cured = await find(runId);
  expect(cured).toMatchObject({ changes: 9, users: 4 });
  expect(cured.cures.map(({ provider, choice, by }) => `${provider} ${choice} ${by}`)).toEqual([
    'cerego add Ana',
    'cerego add Ana',
    'fragment add Ana',
    'fragment update Ana',
    'capillary create Ana',
  ]);
  expect(planOf(cured, 'fragment')?.reasons).toContainEqual({
    status: 'change',
    reason: null,
    cause: 'absent',
    key: 'plan',
    count: 1,
  });
  const before = await listTargets(env.context, { runId, provider: 'fragment', status: 'change' });
  expect(before.targets.map(({ userId, operations }) => [userId, operations[0]?.verb])).toEqual([
    [people.held, 'update'],
    [people.looked, 'add'],
    [people.unseen, 'update'],
  ]);

  await cure(runId, { provider: 'fragment', cause: 'absent', key: 'plan', choice: null });
  expect(planOf(await find(runId), 'fragment')).toMatchObject({ change: 2, noValue: 1 });
  await cure(runId, { provider: 'fragment', cause: 'absent', key: 'plan', choice: 'add' });
  const ended = await start(runId);
  // Sent all the same, as chosen: nobody could know.
  expect(ended.counts).toMatchObject({ confirmed: 8, refused: 1 });
  expect(await tagsOf(people.looked)).toMatchObject({
    'cerego Region': 'Oregon',
    'capillary Autumn Special': '',
    'fragment plan': 'premium',
  });
});

test('another label is put in the place of one that is missing, also beside itself', async () => {
  const ids = await crowd(env, 2, ['capillary'], 300);
  const plan = await planned(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'capillary', operations: [add('Lapsd'), add('Lapsed')] }],
  });
  expect(planOf(plan, 'capillary')).toMatchObject({ change: 0, refused: 2 });
  const what = { provider: 'capillary', cause: 'no-label', key: 'Lapsd' } as const;
  await expect(cure(plan.id, { ...what, choice: 'replace' })).rejects.toMatchObject({ code: 'invalid' });
  await cure(plan.id, { ...what, choice: 'replace', to: 'Lapsed' });
  const { targets } = await listTargets(env.context, { runId: plan.id });
  expect(targets.map(({ status, operations }) => [status, operations])).toEqual(
    Array(2).fill(['change', [add('Lapsed')]]),
  );
  // The form shows what was chosen; the plan made from it needs no choice.
  const { operations, replaces } = await readRunForm(env.context, { runId: plan.id });
  expect([operations[0]?.operations[0], replaces]).toEqual([add('Lapsed'), plan.id]);
  await cure(plan.id, { ...what, choice: null });
  expect(planOf(await find(plan.id), 'capillary')).toMatchObject({ change: 0, refused: 2 });
});

test('what was foreseen stays foreseen while the catalogue cannot be read', async () => {
  const ids = await crowd(env, 2, ['capillary', 'fragment'], 350);
  const plan = await planned(env, {
    source: { kind: 'users', userIds: ids },
    operations: [
      { provider: 'capillary', operations: [add('Nowhere')] },
      { provider: 'fragment', operations: [update('plan', 'x')] },
    ],
  });
  const what = { provider: 'capillary', cause: 'no-label', key: 'Nowhere' } as const;
  await env.control('POST', 'faults', { provider: 'capillary', kind: 'unauthorized', times: null });
  await cure(plan.id, { ...what, choice: 'leave' });
  await cure(plan.id, { provider: 'fragment', cause: 'unseen', key: 'plan', choice: 'add' });
  await env.control('DELETE', 'faults');
  expect(planOf(await find(plan.id), 'capillary')).toMatchObject({ change: 0, refused: 2 });
  expect(planOf(await find(plan.id), 'fragment')).toMatchObject({ change: 2 });
});

test('an add where another value is known becomes an update, for a file’s value too', async () => {
  const [taken = 0, filed = 0] = await crowd(env, 2, ['fragment'], 400);
  const control = { provider: 'fragment' as const };
  await editTags(env.context, { userId: taken, ...control, operations: [add('tier', 'gold')] });
  await editTags(env.context, { userId: filed, ...control, operations: [add('tier', 'gold')] });
  await env.context.database.execute(sql`
    update identity_tags set proof = 'imported' from identities i where i.id = identity_id and i.user_id = ${filed}`);
  const plan = await planned(env, {
    source: { kind: 'users', userIds: [taken, filed] },
    operations: [{ provider: 'fragment', operations: [add('tier', 'silver')] }],
  });
  expect(planOf(plan, 'fragment')).toMatchObject({ change: 0, refused: 2 });
  await cure(plan.id, { ...control, cause: 'taken', key: 'tier', choice: 'update' });
  await cure(plan.id, { ...control, cause: 'held', key: 'tier', choice: 'leave' });
  expect(planOf(await find(plan.id), 'fragment')).toMatchObject({ change: 1, refused: 1 });
  await cure(plan.id, { ...control, cause: 'held', key: 'tier', choice: 'update' });
  expect((await start(plan.id)).counts).toMatchObject({ confirmed: 2, refused: 0 });
});

test('only a waiting plan is altered, by who may plan', async () => {
  const ids = await crowd(env, 1, ['fragment'], 450);
  const plan = await planned(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'fragment', operations: [update('plan', 'x')] }],
  });
  const what = { runId: plan.id, provider: 'fragment', cause: 'unseen', key: 'plan', choice: 'add' };
  for (const verb of [curePlan, tryRun])
    await expect(verb(env.as({ role: 'support' }), what)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(curePlan(env.context, { ...what, choice: 'create' })).rejects.toMatchObject({
    code: 'invalid',
  });
  await curePlan(env.context, what);
  await start(plan.id);
  for (const verb of [curePlan, tryRun])
    await expect(verb(env.context, what)).rejects.toMatchObject({ code: 'conflict' });
});

test('a plan is tried on some users of each provider and goes on with the others: nobody is changed twice', async () => {
  const at = { vero: 30, fragment: 25 };
  const vero = await crowd(env, at.vero, ['vero'], 500);
  const fragment = await crowd(env, at.fragment, ['fragment'], 600);
  const plan = await planned(env, {
    name: 'Autumn',
    source: { kind: 'users', userIds: [...vero, ...fragment] },
    operations: [
      { provider: 'vero', operations: [add('tried')] },
      { provider: 'fragment', operations: [add('tried', 'yes')] },
    ],
  });
  expect(plan.sample).toEqual({ users: 20, changes: 20, confirm: null });
  const { runId } = await tryRun(env.context, { runId: plan.id });
  const tried = await finished(runId);
  expect(tried).toMatchObject({
    tryOf: plan.id,
    users: 20,
    counts: { accepted: 10, confirmed: 10 },
    rest: { runId: plan.id, changes: 35 },
  });
  expect(await find(plan.id)).toMatchObject({
    status: 'planned',
    users: 35,
    changes: 35,
    tries: [{ id: runId, status: 'finished', changes: 20, done: 20 }],
  });

  // Those of now: without the ones that have been tried.
  const again = await replanRun(env.context, { runId: plan.id });
  const fresh = await runWhen(env, again.runId, ({ status }) => status === 'planned');
  expect(fresh).toMatchObject({ changes: 35, tries: [{ id: runId }] });
  expect((await start(again.runId)).counts).toMatchObject({ accepted: 20, confirmed: 15 });
  expect([...(await writesPerUser(env, 'vero')).values()]).toEqual(Array(at.vero).fill(1));
  const lines = await runPlannedStatement<{ count: number }>(
    env.context.database,
    sql`select count(*)::int as count from changes where run_id in (${runId}, ${again.runId}) group by user_id`,
  );
  expect(lines).toEqual(Array(at.vero + at.fragment).fill({ count: 1 }));
});

test('a plan of too few is not tried', async () => {
  const ids = await crowd(env, 3, ['vero'], 700);
  const plan = await planned(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'vero', operations: [add('few')] }],
  });
  expect(plan.sample).toBeNull();
  await expect(tryRun(env.context, { runId: plan.id })).rejects.toMatchObject({ code: 'conflict' });
  expect(await find(plan.id)).toMatchObject({ status: 'planned', changes: 3, users: 3 });
});

test('a plan’s form has all that was asked for, and a changed plan takes the place of the first', async () => {
  const ids = await crowd(env, 2, ['fragment'], 800);
  const input = {
    name: 'Autumn',
    note: 'MKT-418',
    source: { kind: 'users' as const, userIds: ids },
    operations: [{ provider: 'fragment' as const, operations: [update('plan', 'team')] }],
  };
  const plan = await planned(env, input);
  await cure(plan.id, { provider: 'fragment', cause: 'unseen', key: 'plan', choice: 'add' });
  const form = await readRunForm(env.context, { runId: plan.id });
  expect(form).toEqual({ ...input, upload: null, replaces: plan.id });
  const { runId } = await createRun(env.context, { ...input, note: 'MKT-419', replaces: form.replaces });
  const changed = await runWhen(env, runId, ({ status }) => status === 'planned');
  // What was chosen counts there.
  expect(changed).toMatchObject({ note: 'MKT-419', changes: 2 });
  expect((await find(plan.id)).status).toBe('discarded');
});

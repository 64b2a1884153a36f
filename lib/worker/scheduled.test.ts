/** Scheduled runs. No worker: its steps are taken one by one. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listHistory } from '#lib/domain/history/list-history.ts';
import { advanceRuns, planWaiting } from '#lib/domain/runs/advance-runs.ts';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { findRun } from '#lib/domain/runs/find-run.ts';
import { listResults } from '#lib/domain/runs/list-results.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { startDue } from '#lib/domain/runs/start-scheduled.ts';
import { unscheduleRun } from '#lib/domain/runs/unschedule-run.ts';
import { members } from '#lib/platform/db/schema/members.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd } from '#lib/testing/worker.ts';

let env: TestEnvironment;
let people: number[];
beforeAll(async () => {
  env = await createTestEnvironment();
  people = await crowd(env, 3, ['vero']);
});
afterAll(() => env.stop());

async function member(name: string) {
  const memberId = `member-${name}`;
  await env.context.database
    .insert(members)
    .values({ id: memberId, name, email: `${name}@tagdesk.example`, role: 'marketer' });
  return env.as({ memberId, name, role: 'marketer' });
}

async function due(planner: TestEnvironment['context'], scheduler = planner): Promise<number> {
  const { database } = env.context;
  const { runId } = await createRun(planner, {
    source: { kind: 'users', userIds: people },
    operations: [{ provider: 'vero', operations: [{ verb: 'add', key: 'later', value: null }] }],
  });
  await planWaiting(database, env.context.providers);
  await startRun(scheduler, { runId, startAt: new Date(Date.now() + 3_600_000).toISOString() });
  await database.execute(sql`update runs set start_at = now() where id = ${runId}`);
  return runId;
}

async function advance(): Promise<void> {
  while (await advanceRuns(env.context.database));
}

const set = (name: string, change: { role?: string; banned?: boolean }) =>
  env.context.database
    .update(members)
    .set(change)
    .where(sql`id = ${`member-${name}`}`);

test('who scheduled it and still may is the one whom the ledger names', async () => {
  const [bo, cy] = [await member('Bo'), await member('Cy')];
  const runId = await due(bo, cy);
  await set('Bo', { banned: true });
  await advance();
  const run = await findRun(cy, { runId });
  expect(run).toMatchObject({
    status: 'running',
    actor: 'Bo',
    mine: false,
    starter: { name: 'Cy', isMe: true },
  });
  const lines = await env.context.database.execute(
    sql`select distinct actor, member_id from changes where run_id = ${runId}`,
  );
  expect(lines.rows).toEqual([{ actor: 'Cy', member_id: 'member-Cy' }]);
});

test.each([
  ['is disabled now', { banned: true }],
  ['has the role support now, which may not start runs', { role: 'support' }],
])(
  'of a member who %s nothing starts by itself, and the plan and the history say so',
  async (denial, change) => {
    const name = `Di-${Object.keys(change).join()}`;
    const runId = await due(await member(name));
    await set(name, change);
    await advance();
    const run = await findRun(env.context, { runId });
    expect(run).toMatchObject({
      status: 'planned',
      startAt: null,
      problem: `It did not start at its time: ${name}, who scheduled it, ${denial}.`,
      can: { start: true, discard: true },
    });
    expect((await listResults(env.context, { runId })).results).toEqual([]);
    const { entries } = await listHistory(env.context, { kind: 'other', words: `Run ${runId}` });
    expect(entries).toMatchObject([{ event: { kind: 'run.not-started', actor: 'Tagdesk' } }]);

    // The ledger names who starts it.
    await startRun(env.as({ memberId: null, name: 'Ed' }), { runId });
    await advance();
    expect(await findRun(env.context, { runId })).toMatchObject({ status: 'running', problem: null });
  },
);

test('of a member who is gone nothing starts either; what Tagdesk itself scheduled does', async () => {
  const runId = await due(await member('Fay'));
  await env.context.database.delete(members).where(sql`id = 'member-Fay'`);
  const own = await due(env.context);
  await advance();
  expect((await findRun(env.context, { runId })).problem).toContain('Fay, who scheduled it, is not a member');
  expect((await findRun(env.context, { runId: own })).status).toBe('running');
});

test('a member who may not start runs cannot start a plan that was put back', async () => {
  const runId = await due(await member('Gus'));
  await set('Gus', { role: 'viewer' });
  await advance();
  const gus = env.as({ memberId: 'member-Gus', name: 'Gus', role: 'viewer' });
  await expect(startRun(gus, { runId })).rejects.toMatchObject({ code: 'forbidden' });
});

test('a scheduled run goes back to planned: nothing starts by itself, and the plan can be started or timed again', async () => {
  const hal = await member('Hal');
  const runId = await due(hal);
  const before = await findRun(hal, { runId });
  await unscheduleRun(hal, { runId });
  await advance();
  const run = await findRun(hal, { runId });
  expect(run).toMatchObject({ status: 'planned', startAt: null, starter: null, changes: before.changes });
  expect(run.can).toMatchObject({ start: true, discard: true });
  expect((await listResults(hal, { runId })).results).toEqual([]);
  await expect(unscheduleRun(hal, { runId })).rejects.toMatchObject({
    code: 'conflict',
    message: 'This run is not scheduled.',
  });
  await startRun(hal, { runId, startAt: new Date(Date.now() + 3_600_000).toISOString() });
  expect((await findRun(hal, { runId })).status).toBe('scheduled');
  const viewer = env.as({ memberId: null, name: 'Ida', role: 'support' });
  await expect(unscheduleRun(viewer, { runId })).rejects.toMatchObject({ code: 'forbidden' });
});

test('of going back and the time that comes exactly one wins', async () => {
  const { database } = env.context;
  for (let round = 0; round < 8; round += 1) {
    const runId = await due(env.context);
    const back = unscheduleRun(env.context, { runId }).then(
      () => 'planned',
      (error: unknown) => {
        expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('has started') });
        return 'running';
      },
    );
    const [status] = await Promise.all([back, startDue(database)]);
    await startDue(database);
    expect((await findRun(env.context, { runId })).status).toBe(status);
  }
});

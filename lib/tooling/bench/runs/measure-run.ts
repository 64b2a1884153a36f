/** A run, and the bare loop over the same client and calls. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { planWaiting } from '#lib/domain/runs/advance-runs.ts';
import { insertRun } from '#lib/domain/runs/create-run.ts';
import { discardRun } from '#lib/domain/runs/discard-run.ts';
import { pauseRun } from '#lib/domain/runs/pause-run.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import type { Context } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { RunStatus } from '#lib/shared/runs.ts';

const pollMs = 100;

/** `queued`: all lines are in the ledger. */
export type Progress = { status: RunStatus; done: number; accepted: number; queued: boolean };

/** `count` changes or calls. */
export type Stretch = { count: number; ms: number };

/** Milliseconds until the plan at three providers is ready; then discards it. */
export async function measurePlan(context: Context, users: number): Promise<number> {
  const userIds = await firstUsers(context, users);
  const key = `plan-${Date.now()}`;
  const startedAt = performance.now();
  const { runId } = await insertRun(context, {
    title: 'Benchmark',
    source: { kind: 'users', userIds },
    operations: [
      { provider: 'vero', operations: [{ verb: 'add', key, value: null }] },
      { provider: 'capillary', operations: [{ verb: 'add', key, value: null }] },
      { provider: 'fragment', operations: [{ verb: 'add', key, value: 'yes' }] },
    ],
  });
  await planWaiting(context.database, context.providers);
  const tookMs = performance.now() - startedAt;
  await discardRun(context, { runId });
  return tookMs;
}

/** At Vero; gives its id. Needs a worker. */
export async function startMeasured(context: Context, changes: number): Promise<number> {
  const { runId } = await insertRun(context, {
    title: 'Benchmark',
    source: { kind: 'users', userIds: await firstUsers(context, changes) },
    operations: [{ provider: 'vero', operations: [{ verb: 'add', key: `run-${Date.now()}`, value: null }] }],
  });
  await until(context, runId, ({ status }) => status === 'planned');
  await startRun(context, { runId, confirmCount: changes });
  return runId;
}

/** From `from` to `to` changes since the run's start. `onLook` hears of the count. */
export async function stretchOf(
  context: Context,
  runId: number,
  { from, to }: { from: number; to: number },
  onLook: (done: number) => void = () => undefined,
): Promise<Stretch> {
  const reach = (count: number) => (run: Progress) => {
    onLook(run.done);
    return run.done >= count;
  };
  const first = await until(context, runId, reach(from));
  const startedAt = performance.now();
  const last = await until(context, runId, reach(to));
  return { count: last.done - first.done, ms: performance.now() - startedAt };
}

/** The client alone at full concurrency, without the first tenth. */
export async function measureBare({ providers }: Context, calls: number, atOnce: number): Promise<Stretch> {
  const client = providers.get('vero');
  if (!client) throw new Error('The world has no Vero.');
  const key = `bare-${Date.now()}`;
  const operations = [{ verb: 'add' as const, key, value: null }];
  let sent = 0;
  let counted = 0;
  let startedAt = 0;
  const loop = async () => {
    while (sent < calls) {
      sent += 1;
      if (sent === Math.ceil(calls / 10)) {
        startedAt = performance.now();
        counted = sent;
      }
      await client.apply({ externalId: String(sent), operations, before: [] });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  return { count: sent - counted, ms: performance.now() - startedAt };
}

export function rateOf(stretches: readonly Stretch[]): number {
  const count = stretches.reduce((sum, stretch) => sum + stretch.count, 0);
  return (count / stretches.reduce((sum, stretch) => sum + stretch.ms, 0)) * 1_000;
}

/** Resolves when neither calls nor queueing are under way. */
export async function pauseWhole(context: Context, runId: number): Promise<void> {
  await pauseRun(context, { runId, provider: null });
  let before = -1;
  await until(context, runId, ({ done, queued }) => {
    const isStill = queued && done === before;
    before = done;
    return isStill;
  });
}

/** Polls cheaply, so as not to be measured itself. */
export async function until(
  { database }: Context,
  runId: number,
  reached: (run: Progress) => boolean,
): Promise<Progress> {
  for (;;) {
    const [run] = await runPlannedStatement<Progress>(
      database,
      sql`select r.status, coalesce(sum(l.confirmed + l.accepted + l.refused + l.failed + l.unknown + l.cancelled + l.no_op),
          0)::int as done, coalesce(sum(l.accepted), 0)::int as accepted,
          coalesce(bool_and(l.queued_all), false) as queued
        from runs r left join run_providers l on l.run_id = r.id where r.id = ${runId} group by r.id`,
    );
    if (!run) throw new Error(`There is no run ${runId}.`);
    if (reached(run)) return run;
    await pause(pollMs);
  }
}

async function firstUsers({ database }: Context, most: number): Promise<number[]> {
  const rows = await runPlannedStatement<{ id: number }>(
    database,
    sql`select id from users order by id limit ${most}`,
  );
  return rows.map(({ id }) => id);
}

/** One run on a crowd, watched from its order to its end; and the bare loop over the same client and calls. */
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

/** How far a run is. `queued`: all of its lines are in the ledger. */
export type Progress = { status: RunStatus; done: number; accepted: number; queued: boolean };

/** So many changes, or calls, in so much time. */
export type Stretch = { count: number; ms: number };

/** Milliseconds from the order to the finished plan at three providers, which is then thrown away. */
export async function measurePlan(context: Context, users: number): Promise<number> {
  const userIds = await firstUsers(context, users);
  const key = `plan-${Date.now()}`;
  const startedAt = performance.now();
  const { runId } = await insertRun(context, {
    title: 'Benchmark',
    source: { kind: 'users', userIds },
    intents: [
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

/** Plans a run of `changes` at Vero, starts it and gives its id. A worker must be there. */
export async function startMeasured(context: Context, changes: number): Promise<number> {
  const { runId } = await insertRun(context, {
    title: 'Benchmark',
    source: { kind: 'users', userIds: await firstUsers(context, changes) },
    intents: [{ provider: 'vero', operations: [{ verb: 'add', key: `run-${Date.now()}`, value: null }] }],
  });
  await until(context, runId, ({ status }) => status === 'planned');
  await startRun(context, { runId, confirmCount: changes });
  return runId;
}

/**
 * The time from `from` changes to `to`, both counted from the run's start. `onLook` hears how many are done at each
 * look.
 */
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

/** Nothing but the client, as many calls at once as it takes, without the first tenth of `calls`. */
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

/** Per second, over all of them. */
export function rateOf(stretches: readonly Stretch[]): number {
  const count = stretches.reduce((sum, stretch) => sum + stretch.count, 0);
  return (count / stretches.reduce((sum, stretch) => sum + stretch.ms, 0)) * 1_000;
}

/** Pauses a run and resolves when nothing of it is under way: neither calls, nor the queueing of its lines. */
export async function pauseWhole(context: Context, runId: number): Promise<void> {
  await pauseRun(context, { runId, provider: null });
  let before = -1;
  await until(context, runId, ({ done, queued }) => {
    const isStill = queued && done === before;
    before = done;
    return isStill;
  });
}

/** The run as soon as it is as wanted. Looking costs next to nothing: who measures must not be what is measured. */
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
        from runs r left join run_lanes l on l.run_id = r.id where r.id = ${runId} group by r.id`,
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

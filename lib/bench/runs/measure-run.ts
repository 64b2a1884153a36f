/** Plans and runs in this process, by the worker's own parts. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Context } from '#lib/auth/context.ts';
import type { Pace } from '#lib/providers/config.ts';
import { planWaiting } from '#lib/runs/advance-runs.ts';
import { createRun, insertRun } from '#lib/runs/create-run.ts';
import { discardRun } from '#lib/runs/discard-run.ts';
import { findRun } from '#lib/runs/find-run.ts';
import { readRows } from '#lib/runs/read-rows.ts';
import { startRun } from '#lib/runs/start-run.ts';
import { ownLanes } from '#lib/worker/own-lanes.ts';
import { tendRuns } from '#lib/worker/tend-runs.ts';

const changesMeasured = 4_000;
const pollMs = 50;

/** Milliseconds from the order to the finished plan, which is then thrown away. */
export async function measurePlan(context: Context, users: number): Promise<number> {
  const userIds = await someUsers(context, sql`true`, users);
  const key = `bench-${Date.now()}`;
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
  await planWaiting(context.database);
  const tookMs = performance.now() - startedAt;
  await discardRun(context, { runId });
  return tookMs;
}

/** Changes per second of a run at Vero and of a bare loop, the run's without its first and last tenth. */
export async function measureRate(
  context: Context,
  pace: Pace,
): Promise<{ run: number; bare: number; memoryMb: number }> {
  const bare = await measureBare(context, pace.concurrent);
  const stopping = new AbortController();
  const { database, providers } = context;
  const worker = Promise.all([
    tendRuns(database, stopping.signal),
    ownLanes(
      { database, providers, paces: { vero: pace, cerego: null, capillary: null, fragment: null } },
      stopping.signal,
    ),
  ]);
  try {
    const run = await measureOne(context);
    return { run, bare, memoryMb: Math.round(process.memoryUsage().rss / 1e6) };
  } finally {
    stopping.abort();
    await worker;
  }
}

async function measureOne(context: Context): Promise<number> {
  const atVero = sql`identity_mask & 1 = 1`;
  const userIds = await someUsers(context, atVero, changesMeasured);
  const operations = [{ verb: 'add' as const, key: `bench-${Date.now()}`, value: null }];
  const { runId } = await createRun(context, {
    source: { kind: 'users', userIds },
    intents: [{ provider: 'vero', operations }],
  });
  const plan = await until(context, runId, ({ status }) => status !== 'planning');
  await startRun(context, { runId, confirmCount: plan.changes });
  const first = await until(context, runId, ({ done }) => done > plan.changes * 0.1);
  const from = performance.now();
  const last = await until(context, runId, ({ done }) => done > plan.changes * 0.9);
  const rate = (last.done - first.done) / ((performance.now() - from) / 1000);
  await until(context, runId, ({ status }) => status === 'finished');
  return rate;
}

async function measureBare({ providers }: Context, concurrent: number): Promise<number> {
  const client = providers.get('vero');
  if (!client) throw new Error('The world has no Vero.');
  let sent = 0;
  const from = performance.now();
  const loop = async () => {
    while (sent < changesMeasured) {
      sent += 1;
      const operations = [{ verb: 'add' as const, key: 'bench', value: null }];
      await client.apply({ externalId: `bare-${sent}`, operations, before: [] });
    }
  };
  await Promise.all(Array.from({ length: concurrent }, loop));
  return sent / ((performance.now() - from) / 1000);
}

async function until(
  context: Context,
  runId: number,
  reached: (run: Awaited<ReturnType<typeof findRun>>) => boolean,
) {
  for (;;) {
    const run = await findRun(context, { runId });
    if (reached(run)) return run;
    await pause(pollMs);
  }
}

async function someUsers(
  { database }: Context,
  condition: ReturnType<typeof sql>,
  most: number,
): Promise<number[]> {
  const rows = await readRows<{ id: number }>(
    database,
    sql`select id from users where ${condition} order by id limit ${most}`,
  );
  return rows.map(({ id }) => id);
}

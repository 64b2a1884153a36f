import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { findRun } from '#lib/domain/runs/find-run.ts';
import { stageUpload } from '#lib/domain/runs/stage-upload.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { CreateRunInput } from '#lib/shared/run-inputs.ts';
import type { RunDetail, RunUpload } from '#lib/shared/runs.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { runWorker } from '#lib/worker/run-worker.ts';

const pollMs = 25;
const defaultMaxMs = 12_000;
const maxPlanMs = 40_000;

/** Also at the providers. Gives their ids. */
export async function crowd(
  { context, control }: TestEnvironment,
  count: number,
  providers: readonly ProviderId[],
  first = 1,
): Promise<number[]> {
  const numbers = Array.from({ length: count }, (_, index) => String(first + index));
  const has = (provider: ProviderId) => providers.includes(provider);
  await control('POST', 'seed', {
    ...(has('vero') ? { vero: numbers.map((id) => ({ id })) } : {}),
    ...(has('cerego') ? { cerego: { users: numbers.map((id) => ({ id })) } } : {}),
    ...(has('capillary') ? { capillary: { customers: numbers.map((userId) => ({ userId })) } } : {}),
    ...(has('fragment') ? { fragment: numbers.map((id) => ({ id, externalId: `ext-${id}` })) } : {}),
  });
  const rows = await runPlannedStatement<{ id: number }>(
    context.database,
    sql`insert into users (name, email) select 'Person ' || n, 'p' || n || '@example.com'
      from unnest(${sql.param(numbers)}::text[]) n returning id`,
  );
  const ids = rows.map(({ id }) => id);
  await context.database.execute(sql`
    insert into identities (user_id, provider, external_id)
    select u.id, p, substr(u.name, 8) from users u cross join unnest(${sql.param([...providers])}::text[]) p
    where u.id = any(${sql.param(ids)}::bigint[])`);
  await context.database.execute(sql`select refresh_users(${sql.param(ids)}::bigint[])`);
  return ids;
}

/** With every provider leased. `stop` ends both. `settings`: as for `createTestEnvironment`. */
export async function openWithWorker(settings: Record<string, string> = {}): Promise<TestEnvironment> {
  const env = await createTestEnvironment(settings);
  const worker = startWorker(env);
  const stop = async () => {
    await worker.stop();
    await env.stop();
  };
  const wanted = Object.values(readSettings(env.environment).providers).filter(Boolean).length;
  const leased = async () => {
    const leases = await runPlannedStatement(
      env.context.database,
      sql`select from provider_leases where lease_until > now()`,
    );
    return leases.length === wanted;
  };
  // Before that a provider counts as unreadable.
  await until(leased).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { ...env, stop };
}

/** All of a worker, in this process. */
export function startWorker({ context, environment }: TestEnvironment): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const work = runWorker(context, readSettings(environment).providers, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await work;
    },
  };
}

/** Throws with the run as it is. */
export async function runWhen(
  { context }: TestEnvironment,
  runId: number,
  wanted: (run: RunDetail) => boolean,
  maxMs = defaultMaxMs,
): Promise<RunDetail> {
  const deadline = Date.now() + maxMs;
  for (;;) {
    const run = await findRun(context, { runId });
    if (wanted(run)) return run;
    if (Date.now() > deadline) throw new Error(`The run did not get there: ${JSON.stringify(run)}`);
    await pause(pollMs);
  }
}

/** Throws after `maxMs`. */
export async function until(reached: () => Promise<boolean>, maxMs = defaultMaxMs): Promise<void> {
  const deadline = Date.now() + maxMs;
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error(`It did not come to this within ${maxMs} ms.`);
    await pause(pollMs);
  }
}

export function staged({ context }: TestEnvironment, fileName: string, text: string): Promise<RunUpload> {
  return stageUpload(context, { fileName, stream: Readable.from([Buffer.from(text)]) });
}

export async function planned(env: TestEnvironment, input: CreateRunInput): Promise<RunDetail> {
  const { runId } = await createRun(env.context, input);
  return runWhen(env, runId, ({ status }) => status !== 'planning', maxPlanMs);
}

export async function started(env: TestEnvironment, input: CreateRunInput): Promise<number> {
  const { id, changes } = await planned(env, input);
  await startRun(env.context, { runId: id, confirmCount: changes });
  return id;
}

/** By the provider's log. */
export async function writesPerUser(
  { control }: TestEnvironment,
  provider: ProviderId,
): Promise<Map<string, number>> {
  const log = (await control('GET', `log?provider=${provider}`)) as {
    method: string;
    path: string;
    body: string;
    applied: boolean;
  }[];
  const counts = new Map<string, number>();
  for (const { method, path, body, applied } of log) {
    if (method === 'GET' || !applied) continue;
    const user = /\/(?:customers|users)\/(\d+)/.exec(path)?.[1] ?? /"id":\s*"?(\d+)/.exec(body)?.[1] ?? body;
    counts.set(user, (counts.get(user) ?? 0) + 1);
  }
  return counts;
}

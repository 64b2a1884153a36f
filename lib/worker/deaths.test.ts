/** A change that kills its process is set aside; its neighbours are not. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordChange } from '#lib/domain/changes/record-change.ts';
import { requireIdentity } from '#lib/domain/changes/require-identity.ts';
import { settleChange } from '#lib/domain/changes/settle-change.ts';
import { findChange } from '#lib/domain/history/find-change.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, runWhen, started, until, writesPerUser } from '#lib/testing/worker.ts';

let env: TestEnvironment;
let kept: ReturnType<typeof keepWorker> | null = null;
beforeEach(async () => {
  env = await createTestEnvironment();
});
afterEach(async () => {
  await kept?.stop();
  kept = null;
  await env.stop();
});

const operations: Record<ProviderId, Operation> = {
  vero: { verb: 'add', key: 'kept', value: null },
  capillary: { verb: 'add', key: 'Lapsed', value: null },
  cerego: { verb: 'add', key: 'Region', value: 'Nevada' },
  fragment: { verb: 'add', key: 'plan', value: 'team' },
};

/** Restarts the worker as the launcher does. `deaths`: how often. */
function keepWorker(poison: Record<string, string>) {
  let stopping = false;
  let child: ChildProcess;
  const own = { deaths: 0, kill: () => child.kill('SIGKILL'), stop: async () => {} };
  const run = async () => {
    while (!stopping) {
      child = spawn(process.execPath, [new URL('./testing-poison.ts', import.meta.url).pathname], {
        env: { ...process.env, ...env.environment, ...poison },
        stdio: 'ignore',
      });
      await once(child, 'exit');
      if (stopping) return;
      own.deaths += 1;
      // Nobody renews them: the time makes no difference.
      await env.open.pool.query(
        `update changes set lease_until = now() - interval '1 s' where state = 'sending'`,
      );
      await env.open.pool.query(`update provider_leases set owner = null`);
    }
  };
  const running = run();
  own.stop = async () => {
    stopping = true;
    child.kill('SIGKILL');
    await running;
  };
  return own;
}

async function asides(): Promise<{ externalId: string; deaths: number; settleAt: string | null }[]> {
  return runPlannedStatement(
    env.context.database,
    sql`select external_id as "externalId", deaths, settle_at as "settleAt" from changes
      where outcomes -> 0 ->> 'message' like 'Tagdesk’s process ended twice%'`,
  );
}

test.each(['vero', 'fragment', 'capillary'] as const)(
  'a line of %s that ends every process is set aside, and all others are done',
  async (provider) => {
    const ids = await crowd(env, 60, [provider]);
    kept = keepWorker({ POISON: '9', POISON_PROVIDER: provider });
    const runId = await started(
      { ...env, context: env.context },
      {
        source: { kind: 'users', userIds: ids },
        operations: [{ provider, operations: [operations[provider]] }],
      },
    );
    const run = await runWhen(env, runId, ({ status }) => status === 'finished', 100_000);
    const proof = provider === 'vero' ? 'accepted' : 'confirmed';
    expect(run.counts).toMatchObject({ [proof]: 59, unknown: 1, failed: 0, refused: 0 });
    expect(await asides()).toEqual([{ externalId: '9', deaths: 2, settleAt: null }]);
    // Once among others, twice alone.
    expect(kept.deaths).toBeLessThanOrEqual(3);
    const writes = await writesPerUser(env, provider);
    writes.delete('9');
    if (provider !== 'vero') expect(Math.max(...writes.values())).toBe(1);
  },
  120_000,
);

async function asked(userId: number, provider: ProviderId): Promise<number> {
  const identity = await requireIdentity(env.context.database, userId, provider);
  const { actor } = env.context;
  return recordChange(env.context.database, {
    actor,
    identity,
    operations: [operations[provider]],
    note: '',
  });
}

const lineOf = async (changeId: number) => (await findChange(env.context, changeId)).line;

test('an edit that is alone is set aside after two deaths, and a person may send it again', async () => {
  const userId = await env.person({ fragment: 'poison' });
  const changeId = await asked(userId, 'fragment');
  kept = keepWorker({ POISON: 'poison', POISON_PROVIDER: 'fragment' });
  await until(async () => (await lineOf(changeId)).outcome !== 'pending', 60_000);
  expect(kept.deaths).toBe(2);
  expect(await lineOf(changeId)).toMatchObject({ outcome: 'unknown', settle: true, looksAgainAt: null });
  expect((await lineOf(changeId)).outcomes?.[0]?.message).toContain('not tried again by itself');
  await kept.stop();
  expect(await settleChange(env.context, { changeId, verdict: 'send-again' })).toMatchObject({
    changeId,
    outcome: 'confirmed',
  });
}, 80_000);

test('a look that ends the process is not taken for ever, and what was settled before stays so', async () => {
  const userId = await env.person({ fragment: 'poison' });
  const [other = 0] = await crowd(env, 1, ['fragment']);
  const changeId = await asked(userId, 'fragment');
  const known = { outcome: 'refused', code: null, message: 'It said no.', hint: null };
  await env.open.pool.query(
    `update changes set state = 'closed', outcome = 'unknown', outcomes = $2, before = '[]', after = '[]',
       closed_at = now(), sent_at = now(), unknown_at = now(), settle_at = now() where id = $1`,
    [changeId, JSON.stringify([{ ...known, outcome: 'unknown' }, known])],
  );
  kept = keepWorker({ POISON: 'poison', POISON_PROVIDER: 'fragment' });
  await until(async () => (await asides()).length === 1, 60_000);
  expect(kept.deaths).toBe(2);
  expect(await lineOf(changeId)).toMatchObject({ outcome: 'unknown', settle: true, looksAgainAt: null });
  expect((await lineOf(changeId)).outcomes?.[1]).toEqual(known);
  const next = await asked(other, 'fragment');
  await until(async () => (await lineOf(next)).outcome === 'confirmed', 30_000);
}, 80_000);

test('workers that are killed again and again set nothing aside', async () => {
  await env.control('PUT', 'settings', { writeLatencyMs: { min: 30, max: 90 } });
  const ids = await crowd(env, 300, ['vero', 'capillary']);
  kept = keepWorker({});
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: (['vero', 'capillary'] as const).map((provider) => ({
      provider,
      operations: [operations[provider]],
    })),
  });
  let done = 0;
  while (kept.deaths < 8) {
    const { deaths } = kept;
    const seen = await runWhen(env, runId, (run) => run.done > done || run.status === 'finished', 30_000);
    if (seen.status === 'finished') break;
    done = seen.done;
    kept.kill();
    while (kept.deaths === deaths) await pause(20);
  }
  const run = await runWhen(env, runId, ({ status }) => status === 'finished', 120_000);
  expect(kept.deaths).toBeGreaterThan(3);
  expect(run.counts).toMatchObject({ accepted: 300, confirmed: 300, unknown: 0, failed: 0 });
  expect(await asides()).toEqual([]);
}, 240_000);

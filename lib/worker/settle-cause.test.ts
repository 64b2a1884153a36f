import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settleChange } from '#lib/domain/changes/settle-change.ts';
import { listHistory } from '#lib/domain/history/list-history.ts';
import { cancelRun } from '#lib/domain/runs/cancel-run.ts';
import { listCauses } from '#lib/domain/runs/list-causes.ts';
import { pauseRun } from '#lib/domain/runs/pause-run.ts';
import { settleCause } from '#lib/domain/runs/settle-cause.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { catalog } from '#lib/providers/catalog.ts';
import type { Verb } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, runWhen, writesPerUser } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeEach(async () => {
  env = await openWithWorker();
});
afterEach(() => env.stop());

const texts: Record<ProviderId, { key: string; value: string | null }> = {
  vero: { key: 'prospect', value: null },
  cerego: { key: 'Region', value: 'California' },
  capillary: { key: 'Lapsed', value: null },
  fragment: { key: 'plan', value: 'team' },
};

let seeded = 0;
const execute = (statement: ReturnType<typeof sql>) => env.context.database.execute(statement);

/** Ended, with every answer lost and nobody able to look. */
async function lostRun(provider: ProviderId, count: number, verb: Verb = 'add'): Promise<number> {
  const ids = await crowd(env, count, [provider], seeded + 1);
  seeded += count;
  const operations = JSON.stringify([{ verb, ...texts[provider] }]);
  const [run] = await runPlannedStatement<{ id: number }>(
    env.context.database,
    sql`
    with run as (
      insert into runs (title, status, source, operations, actor, users, planned_at, started_at, ended_at)
      values ('Lost', 'finished', '{"kind": "users", "userIds": []}', '[]', 'Ana', ${count}, now(), now(), now())
      returning id
    ), part as (
      insert into run_providers (run_id, provider, state, change, queued_all, ended_at)
      select id, ${provider}, 'finished', ${count}, true, now() from run
    ) select id from run`,
  );
  const runId = Number(run?.id);
  await execute(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, run_id, operations, before, state,
      outcome, outcomes, attempts, sent_at, closed_at)
    select 'tags', user_id, id, provider, external_id, 'Ana', ${runId}, ${operations}::jsonb,
      case when ${verb}::text in ('add', 'set') then '[]'::jsonb else jsonb_build_array(${JSON.stringify({ ...texts[provider], proof: 'confirmed', proofAt: '2026-11-20T10:00:00.000Z', providerTagId: null })}::jsonb) end,
      'closed', 'unknown',
      '[{"outcome": "unknown", "code": null, "message": "No answer within 10 s.", "hint": null}]', 1, now(), now()
    from identities where provider = ${provider} and user_id = any(${sql.param(ids)}::bigint[])`);
  const { key, value } = texts[provider];
  await execute(sql`
    insert into tags (provider, key, value) values (${provider}, ${key}, ${value}) on conflict do nothing`);
  await execute(sql`
    insert into identity_tags (identity_id, tag_id, proof, proof_at)
    select c.identity_id, t.id, 'unknown', now() from changes c join tags t on t.provider = c.provider and t.key = ${key}
    where c.run_id = ${runId}`);
  return runId;
}

async function causeOf(runId: number) {
  const [cause] = await listCauses(env.context, { runId });
  if (!cause?.unsettled) throw new Error(`Nobody is asked: ${JSON.stringify(cause)}`);
  return { ...cause, unsettled: cause.unsettled };
}

async function wordFor(runId: number, verdict: 'applied' | 'not-applied' | 'send-again') {
  const { cause, unsettled } = await causeOf(runId);
  return { runId, cause, verdict, seen: unsettled.seen, confirmCount: unsettled.count };
}

/** Without what differs per user. */
const truthOf = (runId: number) =>
  runPlannedStatement<{ userId: number; outcome: string; outcomes: unknown; after: unknown; tags: unknown }>(
    env.context.database,
    sql`select c.user_id as "userId", c.outcome, c.outcomes,
      (select jsonb_agg(t - 'proofAt' - 'providerTagId') from jsonb_array_elements(c.after) t) as after,
      (select jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof) order by t.key)
        from identity_tags it join tags t on t.id = it.tag_id where it.identity_id = c.identity_id) as tags
      from changes c where c.run_id = ${runId} order by c.id`,
  );

test('a person’s word settles all that one cause left unknown, and the history keeps whose word it was', async () => {
  const runId = await lostRun('vero', 3_100);
  expect(await causeOf(runId)).toMatchObject({ count: 3_100, unsettled: { count: 3_100, repeatable: true } });
  expect(await settleCause(env.context, await wordFor(runId, 'applied'))).toEqual({
    settled: 3_100,
    left: 0,
  });
  const run = await runWhen(env, runId, () => true);
  expect(run).toMatchObject({ status: 'finished', counts: { accepted: 3_100, unknown: 0 } });
  for (const line of await truthOf(runId)) {
    expect(line).toMatchObject({
      outcome: 'accepted',
      outcomes: [{ outcome: 'accepted', message: 'Ana says that it was applied.' }],
      tags: [{ key: 'prospect', proof: 'accepted' }],
    });
  }
  expect(await listCauses(env.context, { runId })).toEqual([]);
  const { entries } = await listHistory(env.context, { kind: 'other' });
  expect(entries).toContainEqual(
    expect.objectContaining({
      event: expect.objectContaining({
        kind: 'run.settled',
        actor: 'Ana',
        subject: `Run ${runId}`,
        detail: { verdict: 'applied', provider: 'vero', changes: 3_100 },
      }),
    }),
  );
}, 30_000);

test('many by one word end as each would by itself, at every provider, for every verb and word', async () => {
  for (const provider of providerIds) {
    for (const verb of catalog[provider].verbs) {
      for (const verdict of ['applied', 'not-applied'] as const) {
        const runId = await lostRun(provider, 3, verb);
        const [alone] = await runPlannedStatement<{ id: number }>(
          env.context.database,
          sql`select min(id) as id from changes where run_id = ${runId}`,
        );
        await settleChange(env.context, { changeId: Number(alone?.id), verdict });
        const word = await wordFor(runId, verdict);
        expect(word.confirmCount).toBe(2);
        await settleCause(env.context, word);
        const [one, ...others] = await truthOf(runId);
        const what = `${provider} ${verb} ${verdict}`;
        for (const other of others) expect(other, what).toEqual({ ...one, userId: other.userId });
      }
    }
  }
}, 60_000);

test('what is sent again goes out by its part of the run, which goes on and ends again', async () => {
  const runId = await lostRun('vero', 20);
  expect(await settleCause(env.context, await wordFor(runId, 'send-again'))).toEqual({
    settled: 20,
    left: 0,
  });
  const run = await runWhen(env, runId, ({ counts }) => counts.accepted === 20);
  expect(run.counts.unknown).toBe(0);
  expect([...(await writesPerUser(env, 'vero')).values()]).toEqual(Array(20).fill(1));
  const ended = await runWhen(env, runId, ({ status }) => status === 'finished');
  expect(ended.providers).toMatchObject([{ state: 'finished', open: 0 }]);
});

test('what is sent again and cancelled before it went out stays unknown', async () => {
  const runId = await lostRun('vero', 5);
  await execute(sql`update provider_leases set state = 'blocked' where provider = 'vero'`);
  await env.control('POST', 'faults', { provider: 'vero', kind: 'unauthorized', times: null });
  await settleCause(env.context, await wordFor(runId, 'send-again'));
  await pauseRun(env.context, { runId });
  await cancelRun(env.context, { runId });
  const run = await runWhen(env, runId, ({ status }) => status === 'cancelled');
  expect(run.counts).toMatchObject({ unknown: 5, cancelled: 0 });
});

test('verbs that could be applied twice are looked for first where the provider can be read', async () => {
  const runId = await lostRun('fragment', 3, 'add');
  expect((await causeOf(runId)).unsettled).toMatchObject({ repeatable: true });
  expect(await settleCause(env.context, await wordFor(runId, 'send-again'))).toEqual({
    settled: 3,
    left: 0,
  });
  const states = await runPlannedStatement<{ state: string }>(
    env.context.database,
    sql`select distinct state from changes where run_id = ${runId}`,
  );
  expect(states).toEqual([{ state: 'in-doubt' }]);
});

test('only the very changes that were seen are settled, however many there are by then', async () => {
  const runId = await lostRun('vero', 4);
  const word = await wordFor(runId, 'not-applied');
  const lines = await runPlannedStatement<{ id: number }>(
    env.context.database,
    sql`select id from changes where run_id = ${runId} order by id`,
  );
  const [first, second] = lines.map(({ id }) => id);
  await settleChange(env.context, { changeId: first, verdict: 'applied' });
  const refusal = { code: 'conflict', message: expect.stringContaining('3 changes are unknown') };
  await expect(settleCause(env.context, word)).rejects.toMatchObject(refusal);
  const again = await wordFor(runId, 'not-applied');
  // One was sent again and lost again: as many as before, but not those seen.
  await execute(sql`update changes set not_before = now() where id = ${second}`);
  await expect(settleCause(env.context, again)).rejects.toMatchObject(refusal);
  expect((await truthOf(runId)).map(({ outcome }) => outcome)).toEqual([
    'accepted',
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test('it takes the typed count, and a role that may start runs', async () => {
  const runId = await lostRun('vero', 2);
  const word = await wordFor(runId, 'applied');
  for (const confirmCount of [null, 1, 3]) {
    const refused = settleCause(env.context, { ...word, confirmCount });
    await expect(refused).rejects.toMatchObject({ code: 'invalid', fields: { confirmCount: /Type 2/ } });
  }
  for (const role of ['viewer', 'support']) {
    await expect(settleCause(env.as({ role }), word)).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(await settleCause(env.as({ role: 'marketer' }), word)).toEqual({ settled: 2, left: 0 });
});

test('whose user is being changed right now is left, and said', async () => {
  const runId = await lostRun('vero', 3);
  const word = await wordFor(runId, 'applied');
  await execute(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, state, attempts,
      sent_at, lease_until)
    select 'tags', user_id, identity_id, provider, external_id, 'Bea', operations, '[]', 'sending', 1, now(),
      now() + interval '1 minute'
    from changes where run_id = ${runId} order by id limit 1`);
  expect(await settleCause(env.context, word)).toEqual({ settled: 2, left: 1 });
  expect(await causeOf(runId)).toMatchObject({ unsettled: { count: 1 } });
});

test('nobody is asked while the provider is still looked at, unless it cannot be', async () => {
  const runId = await lostRun('capillary', 3);
  await execute(sql`update changes set settle_at = now() + interval '1 hour' where run_id = ${runId}`);
  const [looking] = await listCauses(env.context, { runId });
  expect(looking).toMatchObject({ count: 3, unsettled: null });
  const refused = settleCause(env.context, {
    runId,
    cause: looking?.cause,
    verdict: 'applied',
    seen: '0',
    confirmCount: 3,
  });
  await expect(refused).rejects.toMatchObject({ code: 'conflict' });
  await execute(sql`update provider_leases set state = 'blocked' where provider = 'capillary'`);
  expect(await causeOf(runId)).toMatchObject({ unsettled: { count: 3 } });
});

test('what a later change has overtaken is neither asked about nor settled with the others', async () => {
  const runId = await lostRun('vero', 3);
  await execute(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, after, outcomes,
      outcome, state, sent_at, closed_at)
    select kind, user_id, identity_id, provider, external_id, 'Bea', '[{"verb": "remove", "key": "prospect", "value": null}]',
      '[]', '[]', '[{"outcome": "accepted", "code": null, "message": null, "hint": null}]', 'accepted', 'closed', now(), now()
    from changes where run_id = ${runId} order by id limit 1`);
  expect(await causeOf(runId)).toMatchObject({ count: 3, unsettled: { count: 2 } });
  expect(await settleCause(env.context, await wordFor(runId, 'applied'))).toEqual({ settled: 2, left: 0 });
  expect((await truthOf(runId)).map(({ outcome }) => outcome)).toEqual(['unknown', 'accepted', 'accepted']);
  expect(await listCauses(env.context, { runId })).toMatchObject([
    { count: 1, unsettled: null, advice: expect.stringContaining('Later changes of the same tags') },
  ]);
});

/** Thousands of edits while pulls and refreshes go round: what differs was made outside, and is found once. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { pullsOf } from '#lib/testing/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { until } from '#lib/testing/worker.ts';
import { setDriftPolicy } from './set-drift-policy.ts';

const perProvider = 5;
const editsPerPerson = 220;
const foreign = 24;
const labelOf = (number: number) => `Foreign ${number}`;

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
  const labels = Array.from({ length: foreign + 1 }, (_, number) => labelOf(number));
  await env.control('POST', 'seed', { capillary: { labels } });
  // Outside edits at the same moment are no subject here.
  await env.control('PUT', 'settings', {
    capillary: { concurrentStatus521: false },
    latencyMs: { min: 0, max: 8 },
    answerLatencyMs: { min: 0, max: 12 },
  });
});
afterAll(() => env.stop());

type Read = Exclude<ProviderId, 'vero'>;
type Person = { userId: number; externalId: string; provider: Read };

const own: Record<Read, (edit: number) => Operation[]> = {
  fragment: (edit) => [
    edit % 3 === 2
      ? { verb: 'remove', key: 'plan', value: null }
      : { verb: 'set', key: 'plan', value: `v${edit}` },
    { verb: 'set', key: 'seat', value: String(edit % 7) },
  ],
  cerego: (edit) => [{ verb: edit === 0 ? 'add' : 'update', key: 'Region', value: `West ${edit % 5}` }],
  capillary: (edit) => [{ verb: edit % 2 === 0 ? 'add' : 'remove', key: 'Lapsed', value: null }],
};

/** Somebody else's program, by the same API: tag, value. */
const others: Record<Read, (edit: number) => Operation> = {
  fragment: (edit) => ({ verb: 'set', key: 'other', value: `o${edit}` }),
  cerego: (edit) => ({ verb: edit === 0 ? 'add' : 'update', key: 'Team', value: `o${edit}` }),
  capillary: (edit) => ({ verb: 'add', key: labelOf(edit), value: null }),
};

async function people(provider: Read, first: number): Promise<Person[]> {
  const made: Person[] = [];
  for (let number = first; number < first + perProvider; number += 1) {
    const externalId = String(number);
    made.push({ provider, externalId, userId: await env.person({ [provider]: externalId }) });
  }
  return made;
}

async function shows({ userId, provider }: Person, { key, value }: Operation): Promise<boolean> {
  const rows = await runPlannedStatement(
    env.context.database,
    sql`select from identities i join identity_tags it on it.identity_id = i.id join tags t on t.id = it.tag_id
      where i.user_id = ${userId}::bigint and i.provider = ${provider} and t.key = ${key}
        and t.value is not distinct from ${value}::text`,
  );
  return rows.length > 0;
}

/** By anybody, from now on. */
async function untilRead({ userId, provider }: Person): Promise<void> {
  const mark = async () => {
    const [identity] = await runPlannedStatement<{ readAt: string }>(
      env.context.database,
      sql`select read_at::text as "readAt" from identities
        where user_id = ${userId}::bigint and provider = ${provider}`,
    );
    return identity?.readAt;
  };
  const before = await mark();
  await until(async () => (await mark()) !== before, 20_000);
}

const actor = () => env.as({ memberId: 'ana', name: 'Ana', role: 'admin' });

async function edit(person: Person): Promise<void> {
  const { userId, provider } = person;
  for (let count = 0; count < editsPerPerson; count += 1) {
    await editTags(actor(), { userId, provider, operations: own[provider](count) });
    // Whoever is edited without a break cannot be read.
    if (count % 10 === 9) await untilRead(person);
  }
}

/** Each is read by somebody before the next. Gives what was found to be found. */
async function editOutside(person: Person): Promise<string[]> {
  const client = env.context.providers.get(person.provider);
  const made: string[] = [];
  for (let count = 0; count < foreign; count += 1) {
    const operation = others[person.provider](count);
    const answer = await client?.apply({
      externalId: person.externalId,
      operations: [operation],
      before: [],
    });
    expect(answer?.results[0]?.outcome).toBe('confirmed');
    made.push(`${operation.key}=${operation.value}`);
    const deadline = Date.now() + 20_000;
    while (!(await shows(person, operation))) {
      expect(Date.now(), `${person.provider} ${operation.key}=${operation.value}`).toBeLessThan(deadline);
      await pause(5);
    }
  }
  return made;
}

async function foundOf({ userId, provider }: Person): Promise<string[]> {
  const rows = await runPlannedStatement<{ text: string }>(
    env.context.database,
    sql`select o.op ->> 'key' || '=' || coalesce(o.op ->> 'value', 'null') as text
      from changes c cross join lateral jsonb_array_elements(c.operations) o(op)
      where c.user_id = ${userId}::bigint and c.provider = ${provider} and c.kind = 'refresh' order by c.id`,
  );
  return rows.map(({ text }) => text);
}

test('an answer that is older than a reading takes nothing back that was read', async () => {
  const [person] = await people('fragment', 90);
  if (!person) throw new Error('Nobody was made.');
  await refreshUser(actor(), { userId: person.userId, provider: 'fragment' });
  const answering = (ms: number) => env.control('PUT', 'settings', { answerLatencyMs: { min: ms, max: ms } });
  await env.control('DELETE', 'log');
  await answering(1_000);
  const edited = editTags(actor(), {
    userId: person.userId,
    provider: 'fragment',
    operations: own.fragment(0),
  });
  const applied = async () =>
    ((await env.control('GET', 'log?provider=fragment')) as { applied: boolean }[]).some(
      (call) => call.applied,
    );
  await until(applied);
  await answering(0);
  await env.context.providers
    .get('fragment')
    ?.apply({ externalId: person.externalId, operations: [others.fragment(0)], before: [] });
  await refreshUser(actor(), { userId: person.userId, provider: 'fragment' });
  expect(await edited).toMatchObject({ outcome: 'confirmed' });
  expect(await shows(person, others.fragment(0))).toBe(true);
  expect(await foundOf(person)).toEqual(['other=o0']);
});

test('only what was made outside differs, and each of it is found once', async () => {
  await setDriftPolicy(actor(), { provider: 'fragment', rule: 'ask' });
  const everybody = [
    ...(await people('fragment', 100)),
    ...(await people('cerego', 200)),
    ...(await people('capillary', 300)),
  ];
  const { pull } = pullsOf(env);
  // A first pull tells no single finds.
  for (const provider of ['fragment', 'cerego', 'capillary'] as const) await pull(provider);
  const ended = new AbortController();
  const goRound = async (provider: Read) => {
    while (!ended.signal.aborted) expect(await pull(provider)).toMatchObject({ state: 'done', created: 0 });
  };
  const refresh = async () => {
    for (let turn = 0; !ended.signal.aborted; turn += 1) {
      const person = everybody[turn % everybody.length];
      if (person) await refreshUser(actor(), { userId: person.userId, provider: person.provider });
      await pause(5);
    }
  };
  const reading = Promise.all([
    ...(['fragment', 'cerego', 'capillary'] as const).map(goRound),
    refresh(),
    refresh(),
  ]);
  const editing = Promise.all([
    Promise.all(everybody.map(edit)),
    Promise.all(everybody.map(async (person) => ({ person, made: await editOutside(person) }))),
  ]);
  const [, outside] = await editing.finally(() => {
    ended.abort();
    return reading;
  });
  for (const { userId, provider } of everybody) await refreshUser(actor(), { userId, provider });
  for (const { person, made } of outside)
    expect(await foundOf(person), `found at ${person.provider}`).toEqual(made);
  const keys = await runPlannedStatement<{ key: string }>(
    env.context.database,
    sql`select distinct key from drifts where key not like 'Foreign %' order by key`,
  );
  expect(keys.map(({ key }) => key)).toEqual(['Team', 'other']);
}, 58_000);

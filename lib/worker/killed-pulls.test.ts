/** Worker processes are killed in the middle of a pull, while another runs: it goes on, and nothing is twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPulls } from '#lib/domain/pulls/list-pulls.ts';
import { startPull } from '#lib/domain/pulls/start-pull.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Pull } from '#lib/shared/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { until } from '#lib/testing/worker.ts';

type Pulled = Exclude<ProviderId, 'vero'>;

let env: TestEnvironment;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  // 30 % of it are a pull's: the pages take long enough to die between them.
  env = await createTestEnvironment({ CEREGO_MAX_PER_SECOND: '40', CAPILLARY_MAX_PER_SECOND: '100' });
  await env.control('PUT', 'settings', { cerego: { includeTags: true, pageSize: 10 } });
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await env.stop();
});

function spawnWorker(): void {
  const worker = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], {
    env: { ...process.env, ...env.environment },
    stdio: 'ignore',
  });
  workers.push(worker);
}

const held = async (provider: Pulled) => {
  const [pull] = await runPlannedStatement<{ owner: string | null }>(
    env.context.database,
    sql`select owner from pulls where provider = ${provider} and ended_at is null`,
  );
  return pull?.owner ?? null;
};

/** Of the open pull `p`. */
const isAt = async (provider: Pulled, place: SQL) => {
  const rows = await runPlannedStatement(
    env.context.database,
    sql`select from pulls p where provider = ${provider} and ended_at is null and owner is not null and ${place}`,
  );
  return rows.length > 0;
};

/** Nobody renews a dead process's lease: where it is not waited for, the time makes no difference. */
async function killHolder(provider: Pulled, waits: boolean): Promise<void> {
  const owner = await held(provider);
  const [holder] = workers.splice(0, 1);
  if (!holder) throw new Error('No worker runs.');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  if (!waits)
    await env.open.pool.query('update pulls set lease_until = now() where ended_at is null and owner = $1', [
      owner,
    ]);
  await until(async () => ![owner, null].includes(await held(provider)), 25_000);
  spawnWorker();
}

/** The first worker holds it, the second stands by. Killed at each of `places`. */
async function pull(provider: Pulled, places: readonly SQL[], waits = false): Promise<Pull> {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL');
  await env.control('DELETE', 'log');
  const { pullId } = await startPull(env.context, { provider });
  spawnWorker();
  // A process starts slowly on a busy machine.
  await until(async () => (await held(provider)) !== null, 25_000);
  spawnWorker();
  for (const [index, place] of places.entries()) {
    while (!(await isAt(provider, place))) {
      expect((await listPulls(env.context))[provider].open, `at place ${index}`).not.toBeNull();
      await pause(2);
    }
    await killHolder(provider, waits && index === 0);
  }
  await until(async () => (await listPulls(env.context))[provider].open === null, 20_000);
  const [ended] = (await listPulls(env.context))[provider].ended;
  expect(ended?.id).toBe(pullId);
  if (!ended) throw new Error('The pull ended.');
  return ended;
}

type Person = { externalId: string; name: string; email: string; tags: string[] };

const sorted = (people: Person[]) =>
  people
    .map((person) => ({ ...person, tags: person.tags.toSorted() }))
    .toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));

async function people(provider: Pulled): Promise<Person[]> {
  const rows = await runPlannedStatement<Person>(
    env.context.database,
    sql`select i.external_id as "externalId", u.name, u.email, coalesce(jsonb_agg(t.key || coalesce('=' || t.value, ''))
        filter (where it.proof = 'confirmed'), '[]') as tags
      from identities i join users u on u.id = i.user_id
      left join identity_tags it on it.identity_id = i.id left join tags t on t.id = it.tag_id
      where i.provider = ${provider} and i.gone_since is null group by u.id, i.id`,
  );
  return sorted(rows);
}

/** Lines of what was found, by person. */
async function found(provider: Pulled): Promise<string[]> {
  const rows = await runPlannedStatement<{ id: string }>(
    env.context.database,
    sql`select external_id as id from changes where provider = ${provider} and kind = 'refresh' order by external_id`,
  );
  return rows.map(({ id }) => id);
}

async function calls(provider: Pulled): Promise<{ path: string; query: Record<string, string> }[]> {
  const log = await env.control('GET', `log?provider=${provider}`);
  return (log as { path: string; method: string; query: Record<string, string> }[]).filter(
    ({ method }) => method === 'GET',
  );
}

async function events(provider: Pulled): Promise<number> {
  const rows = await runPlannedStatement(
    env.context.database,
    sql`select from audit_events where kind = 'pull.ended' and subject = ${provider}`,
  );
  return rows.length;
}

const numbers = (count: number, first = 1) => Array.from({ length: count }, (_, index) => first + index);

test('Cerego, at three pages and while the lease of the first dead process runs out', async () => {
  const world = numbers(150, 1_000).map((id) => ({
    id: String(id),
    name: `Person ${id}`,
    email: `p${id}@example.com`,
    tags: [{ typeId: '3', value: `Area ${id % 7}` }],
  }));
  await env.control('POST', 'seed', { cerego: { users: world } });
  const of = (user: (typeof world)[number]) => ({
    externalId: user.id,
    name: user.name,
    email: user.email,
    tags: user.tags.map(({ value }) => `Region=${value}`),
  });
  const first = await pull('cerego', [sql`read >= 20`, sql`read >= 60`, sql`read >= 110`], true);
  expect(first).toMatchObject({ state: 'done', read: 150, created: 150, changed: 0, bad: 0 });
  expect(await people('cerego')).toEqual(sorted(world.map(of)));
  // One page each time, for which the answer may have been lost.
  expect((await calls('cerego')).length).toBeLessThanOrEqual(15 + 3);
  expect(await found('cerego')).toEqual([]);

  const later = world.map((user, index) =>
    index % 3 === 0 ? { ...user, tags: [{ typeId: '3', value: 'Elsewhere' }] } : user,
  );
  await env.control('PUT', 'seed', { cerego: { users: later } });
  const altered = later.filter((_, index) => index % 3 === 0);
  const second = await pull('cerego', [sql`read >= 50`]);
  expect(second).toMatchObject({ state: 'done', read: 150, created: 0, changed: altered.length });
  expect(await found('cerego')).toEqual(altered.map(({ id }) => id));
  expect(await events('cerego')).toBe(2);
}, 55_000);

test('FRAGMENT, in the middle of its one answer and of what is written', async () => {
  const world = numbers(5_500).map((number) => ({
    id: `f-${number}`,
    externalId: `acct-${number}`,
    tags: [
      { key: 'plan', value: `p${number % 5}` },
      { key: 'seat', value: String(number) },
    ],
  }));
  await env.control('POST', 'seed', { fragment: world });
  const reading = (count: number) => sql`step = 'read' and read > ${count}`;
  const places = [reading(0), reading(2_500), sql`written_through is not null`];
  const first = await pull('fragment', places);
  expect(first).toMatchObject({ state: 'done', read: 5_500, created: 5_500, changed: 0, bad: 0 });
  const tagsOf = ({ tags }: (typeof world)[number]) => tags.map(({ key, value }) => `${key}=${value}`);
  const of = (user: (typeof world)[number]) => ({
    externalId: user.id,
    name: '',
    email: '',
    tags: tagsOf(user),
  });
  expect(await people('fragment')).toEqual(sorted(world.map(of)));
  const answers = (await calls('fragment')).filter(({ path }) => path.endsWith('/users'));
  // One, and again for each process that died while it read.
  expect(answers.length).toBeLessThanOrEqual(3);
  expect(await found('fragment')).toEqual([]);

  const altered = world.filter((_, index) => index % 4 === 0);
  await env.control('PUT', 'seed', {
    fragment: altered.map((user) => ({ ...user, tags: [{ key: 'plan', value: 'other' }, user.tags[1]] })),
  });
  const second = await pull('fragment', [sql`written_through is not null`]);
  expect(second).toMatchObject({ state: 'done', read: 5_500, created: 0, changed: altered.length });
  expect(await found('fragment')).toEqual(altered.map(({ id }) => id).toSorted());
  expect(await events('fragment')).toBe(2);
}, 55_000);

test('Capillary, between its labels and while names are asked for', async () => {
  const world = numbers(80, 5_001).map((id) => ({
    userId: String(id),
    name: `Customer ${id}`,
    email: `c${id}@example.com`,
    labels: id % 2 === 0 ? ['Lapsed', 'Birthday club'] : ['Premium Customer'],
  }));
  await env.control('POST', 'seed', { capillary: { customers: world } });
  await env.control('PUT', 'settings', { latencyMs: { min: 20, max: 20 } });
  const named = (count: number) =>
    sql`(select count(*) from pull_rows r where r.pull_id = p.id and r.is_named) >= ${count}`;
  const ended = await pull('capillary', [sql`list_share > 0`, named(10), named(40)]);
  expect(ended).toMatchObject({ state: 'done', read: 80, created: 80, bad: 0 });
  const of = ({ userId, name, email, labels }: (typeof world)[number]) => ({
    ...{ externalId: userId, name, email, tags: labels },
  });
  expect(await people('capillary')).toEqual(sorted(world.map(of)));
  const profiles = (await calls('capillary')).filter(({ path }) => /customers\/\d+$/.test(path));
  expect(profiles.length).toBeLessThanOrEqual(80 + 3);
  expect(await found('capillary')).toEqual([]);
  expect(await events('capillary')).toBe(1);
}, 55_000);

/** Runs remove tags against the rules: keys mean exactly what each user holds. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { listTargets } from '#lib/domain/runs/list-targets.ts';
import { retryRun } from '#lib/domain/runs/retry-run.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { undoRun } from '#lib/domain/runs/undo-run.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { CreateRunInput } from '#lib/shared/run-inputs.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, planned, runWhen, staged, started } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker();
});
afterAll(() => env.stop());

const remove = (key: string) => ({ verb: 'remove' as const, key, value: null });
const finished = (runId: number) => runWhen(env, runId, ({ status }) => status === 'finished');

async function keys(userId: number): Promise<string[]> {
  const user = await findUser(env.context, userId);
  return (user?.identities ?? []).flatMap(({ tags }) => tags.map(({ key }) => key));
}

async function hold(userIds: readonly number[], provider: ProviderId, held: readonly string[]) {
  await env.context.database.execute(sql`
    insert into tags (provider, key) select ${provider}, k from unnest(${sql.param([...held])}::text[]) k
    on conflict do nothing`);
  await env.context.database.execute(sql`
    insert into identity_tags (identity_id, tag_id, proof)
    select i.id, t.id, 'imported' from identities i join tags t on t.provider = i.provider
    where i.provider = ${provider} and i.user_id = any(${sql.param([...userIds])}::bigint[])
      and t.key = any(${sql.param([...held])}::text[])`);
  await env.context.database.execute(sql`select refresh_users(${sql.param([...userIds])}::bigint[])`);
}

let next = 1_000;

/** The first two hold the odd key, the third its trimmed form. */
async function three(provider: ProviderId, odd: string) {
  next += 10;
  const ids = await crowd(env, 3, [provider], next);
  const plain = odd.trim();
  const labels = [odd, plain];
  const heldBy = (index: number) => (index < 2 ? [odd] : [plain]);
  const people = ids.map((_, index) => ({ id: String(next + index), held: heldBy(index) }));
  await env.control('POST', 'seed', {
    ...(provider === 'vero' ? { vero: people.map(({ id, held }) => ({ id, tags: held })) } : {}),
    ...(provider === 'capillary'
      ? { capillary: { labels, customers: people.map(({ id, held }) => ({ userId: id, labels: held })) } }
      : {}),
    ...(provider === 'fragment'
      ? {
          fragment: people.map(({ id, held }) => ({
            id,
            externalId: `ext-${id}`,
            tags: held.map((key) => ({ key, value: 'x' })),
          })),
        }
      : {}),
  });
  if (provider === 'vero') {
    await hold(ids.slice(0, 2), provider, [odd]);
    await hold(ids.slice(2), provider, [plain]);
  } else for (const userId of ids) await refreshUser(env.context, { userId, provider });
  return { ids, first: next };
}

const mails = (first: number, cell: string) =>
  ['email,tags', ...[0, 1, 2].map((index) => `p${first + index}@example.com,"${cell}"`)].join('\n');

async function fromFile(
  provider: ProviderId,
  first: number,
  cell: string,
  key: string | null,
): Promise<CreateRunInput> {
  const { uploadId } = await staged(env, 'crm.csv', mails(first, cell));
  return {
    source: {
      kind: 'csv',
      uploadId,
      who: [{ column: 'email', as: 'email' }],
      mappings: [{ column: 'tags', provider, verb: 'remove', key }],
    },
    operations: [],
  };
}

type Way = (
  provider: ProviderId,
  odd: string,
  made: { ids: number[]; first: number },
) => Promise<CreateRunInput>;

const ways: [string, Way][] = [
  [
    'users chosen one by one',
    async (provider, odd, { ids }) => ({
      source: { kind: 'users', userIds: ids },
      operations: [{ provider, operations: [remove(odd)] }],
    }),
  ],
  [
    'a filter',
    async (provider, odd, { first }) => ({
      source: {
        kind: 'filter',
        q: `p${first}@example.com OR p${first + 1}@example.com OR p${first + 2}@example.com`,
      },
      operations: [{ provider, operations: [remove(odd)] }],
    }),
  ],
  ['a column of a file', async (provider, odd, { first }) => fromFile(provider, first, odd, null)],
  ['a list in a file', async (provider, odd, { first }) => fromFile(provider, first, `other;${odd}`, null)],
];

const odds: [ProviderId, string][] = [
  ['fragment', ' a'],
  ['fragment', 'a/b'],
  ['vero', 'promo '],
  ['capillary', ' Gold'],
];

test.each(ways.flatMap(([name, way]) => odds.map(([provider, odd]) => [name, provider, odd, way] as const)))(
  '%s at %s: %j',
  async (_name, provider, odd, way) => {
    const made = await three(provider, odd);
    const runId = await started(env, await way(provider, odd, made));
    await finished(runId);
    const [one = 0, two = 0] = made.ids;
    expect(await keys(one)).toEqual([]);
    expect(await keys(two)).toEqual([]);
    const asked = (await listTargets(env.context, { runId, status: 'change' })).targets;
    const holders = asked.filter(({ userId }) => userId === one || userId === two);
    expect(holders.map(({ operations }) => operations.some(({ key }) => key === odd))).toEqual([true, true]);
  },
  30_000,
);

test('in a run each user’s status says whether exactly this key is there', async () => {
  const { ids } = await three('fragment', 'v/w');
  const unread = await crowd(env, 1, ['fragment'], 3_000);
  const run = await planned(env, {
    source: { kind: 'users', userIds: [...ids, ...unread] },
    operations: [{ provider: 'fragment', operations: [remove('v/w')] }],
  });
  // Trimming changes nothing here: the third has it too.
  expect(run.providers[0]?.plan).toMatchObject({ change: 3, refused: 1 });
  const { targets } = await listTargets(env.context, { runId: run.id, status: 'refused' });
  expect(targets).toMatchObject([
    { userId: unread[0], reason: expect.stringContaining('“/” is not allowed') },
  ]);

  const spaced = await three('fragment', ' spaced');
  const plan = await planned(env, {
    source: { kind: 'users', userIds: [...spaced.ids, ...unread] },
    operations: [{ provider: 'fragment', operations: [{ verb: 'update', key: ' spaced', value: 'new' }] }],
  });
  expect(plan.providers[0]?.plan).toMatchObject({ change: 2, refused: 2 });
  expect(plan.providers[0]?.plan.reasons[0]?.reason).toContain('not known to have “ spaced”');
});

test('what nobody holds is trimmed or refused at its field, as ever', async () => {
  const { ids, first } = await three('fragment', 'plain');
  const source = { kind: 'users' as const, userIds: ids };
  const run = await planned(env, {
    source,
    operations: [{ provider: 'fragment', operations: [remove(' plain ')] }],
  });
  expect(run).toMatchObject({ changes: 3, title: 'Remove plain at FRAGMENT' });
  await expect(
    createRun(env.context, {
      source,
      operations: [{ provider: 'fragment', operations: [remove('no/body')] }],
    }),
  ).rejects.toMatchObject({ fields: { 'operations.0.operations.0.key': expect.stringContaining('“/”') } });
  await expect(
    createRun(env.context, await fromFile('fragment', first, 'yes', 'no/body')),
  ).rejects.toMatchObject({ fields: { 'source.mappings.0.key': expect.stringContaining('“/”') } });
  const fromCells = await planned(env, await fromFile('fragment', first, 'no/body', null));
  expect(fromCells.badRows.map(({ line, column, reason }) => `${line} ${column} ${reason}`)).toEqual(
    [2, 3, 4].map((line) => `${line} tags “/” is not allowed: a key has neither # nor / nor :.`),
  );
});

test('a key of a file’s column is meant as it stands by those who hold it so', async () => {
  const { ids, first } = await three('fragment', ' kind');
  await finished(await started(env, await fromFile('fragment', first, 'yes', ' kind')));
  for (const userId of ids) expect(await keys(userId)).toEqual([]);
});

test('a list names two keys that differ in a space: who has both loses both, who has one loses that', async () => {
  const { ids, first } = await three('fragment', ' pair');
  const [both = 0] = ids;
  await env.control('POST', 'seed', {
    fragment: [{ id: String(first), externalId: `ext-${first}`, tags: [{ key: 'pair', value: 'x' }] }],
  });
  await refreshUser(env.context, { userId: both, provider: 'fragment' });
  const run = await planned(env, await fromFile('fragment', first, 'pair; pair', null));
  expect(run.badRowCount).toBe(0);
  const { targets } = await listTargets(env.context, { runId: run.id });
  expect(targets.map(({ operations }) => operations.map(({ key }) => key).toSorted())).toEqual([
    [' pair', 'pair'],
    // Absence is known only from a reading.
    [' pair', 'pair'],
    ['pair'],
  ]);
  await startRun(env.context, { runId: run.id });
  await finished(run.id);
  for (const userId of ids) expect(await keys(userId)).toEqual([]);
});

test('the undo of a run and a retry go by the exact keys, and the provider has the last word', async () => {
  const { ids, first } = await three('fragment', ' again');
  const [one = 0, two = 0] = ids;
  const match = { method: 'PATCH', user: String(first) };
  await env.control('POST', 'faults', { provider: 'fragment', kind: 'status', status: 422, match });
  const runId = await started(env, {
    source: { kind: 'users', userIds: [one, two] },
    operations: [{ provider: 'fragment', operations: [remove(' again')] }],
  });
  expect((await finished(runId)).counts).toMatchObject({ confirmed: 1, refused: 1 });
  const retry = await retryRun(env.context, { runId, outcomes: ['refused'] });
  await runWhen(env, retry.runId, ({ status }) => status === 'planned');
  const edited = await retryRun(env.context, {
    runId,
    outcomes: ['refused'],
    operations: [{ provider: 'fragment', operations: [{ verb: 'update', key: ' again', value: 'y' }] }],
  });
  const other = await runWhen(env, edited.runId, ({ status }) => status === 'planned');
  expect(other.providers[0]?.plan).toMatchObject({ change: 1, refused: 0 });
  await startRun(env.context, { runId: retry.runId });
  await finished(retry.runId);
  expect(await keys(one)).toEqual([]);
  const undo = await undoRun(env.context, { runId });
  await runWhen(env, undo.runId, ({ status }) => status === 'planned');
  await startRun(env.context, { runId: undo.runId });
  expect((await finished(undo.runId)).counts).toMatchObject({ confirmed: 1 });
  expect(await keys(two)).toEqual([' again']);
});

/** One FRAGMENT user under two references. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importUsers } from '#lib/domain/imports/import-users.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { openWithWorker, runWhen, staged, started } from '#lib/testing/worker.ts';
import { createUser } from './create-user.ts';
import { findUser } from './find-user.ts';
import { linkIdentity } from './link-identity.ts';
import { refreshUser } from './refresh-user.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker();
});
afterAll(() => env.stop());

const edit = (userId: number, value: string) =>
  editTags(env.context, {
    userId,
    provider: 'fragment',
    operations: [{ verb: 'set', key: 'plan', value }],
  });

const read = (userId: number) => refreshUser(env.context, { userId, provider: 'fragment' });

const sameAs = async (userId: number) =>
  (await findUser(env.context, userId))?.identities.find(({ provider }) => provider === 'fragment')?.sameAs;

async function enter(name: string, fragment: string): Promise<number> {
  const { userId } = await createUser(env.context, { name, email: `${name}@example.com`, fragment });
  return userId;
}

async function callsTo(ref: string): Promise<number> {
  const log = (await env.control('GET', 'log?provider=fragment')) as { path: string }[];
  return log.filter(({ path }) => path.endsWith(`/users/${ref}`)).length;
}

const seed = (id: string) =>
  env.control('POST', 'seed', { fragment: [{ id, externalId: `ext-${id}`, tags: [] }] });

test.each([
  ['an edit', 'user_a', 'ext-user_a', (id: number) => edit(id, 'team')],
  ['a refresh', 'user_b', 'ext-user_b', read],
  ['an edit by external id', 'ext-user_c', 'user_c', (id: number) => edit(id, 'team')],
  ['a refresh by external id', 'ext-user_d', 'user_d', read],
])('after %s the other reference is refused with the name of its user', async (_name, ref, other, learn) => {
  await seed(ref.replace('ext-', ''));
  const userId = await enter(`Ann-${ref}`, ref);
  await learn(userId);
  const message = `Ann-${ref} has the FRAGMENT user ref ${other} already: FRAGMENT knows ${ref} by it, too.`;
  await expect(enter('Copy', other)).rejects.toMatchObject({
    code: 'conflict',
    fields: { fragment: message },
  });
  const { userId: bea } = await createUser(env.context, { email: `bea-${ref}@example.com` });
  await expect(
    linkIdentity(env.context, { userId: bea, provider: 'fragment', externalId: other }),
  ).rejects.toMatchObject({ code: 'conflict', fields: { externalId: message } });
  await linkIdentity(env.context, { userId: bea, provider: 'fragment', externalId: `of-bea-${ref}` });
});

test.each([
  ['the id first', 'user_e', 'ext-user_e'],
  ['the external id first', 'ext-user_f', 'user_f'],
])('two users here who are one there: only one of them is sent for (%s)', async (_name, first, second) => {
  await seed(first.replace('ext-', ''));
  const ann = await enter(`Ann-${first}`, first);
  const ben = await enter(`Ben-${second}`, second);
  await edit(ann, 'team');
  await read(ben);
  const marked = (await sameAs(ann)) ? ann : ben;
  const kept = marked === ann ? ben : ann;
  expect([await sameAs(kept), (await sameAs(marked))?.userId]).toEqual([null, kept]);

  const [keptRef, markedRef] = kept === ann ? [first, second] : [second, first];
  const keptName = kept === ann ? `Ann-${first}` : `Ben-${second}`;
  const before = await callsTo(markedRef);
  expect(await edit(marked, 'gold')).toMatchObject({
    outcome: 'refused',
    outcomes: [{ message: `FRAGMENT says this is the same user as ${keptName} (${keptRef}).` }],
  });
  const runId = await started(env, {
    source: { kind: 'users', userIds: [ann, ben] },
    operations: [{ provider: 'fragment', operations: [{ verb: 'set', key: 'plan', value: 'gold' }] }],
  });
  const { counts } = await runWhen(env, runId, ({ status }) => status === 'finished');
  expect(counts).toMatchObject({ confirmed: 1 });
  expect(await callsTo(markedRef)).toBe(before);
  expect(await edit(kept, 'silver')).toMatchObject({ outcome: 'confirmed' });
});

test('the answer to a change of the second tells it, and from then on they are refused', async () => {
  await seed('user_g');
  const ann = await enter('Ann-g', 'user_g');
  const ben = await enter('Ben-g', 'ext-user_g');
  const runId = await started(env, {
    source: { kind: 'users', userIds: [ben] },
    operations: [{ provider: 'fragment', operations: [{ verb: 'set', key: 'plan', value: 'gold' }] }],
  });
  const { counts } = await runWhen(env, runId, ({ status }) => status === 'finished');
  expect(counts).toMatchObject({ confirmed: 1 });
  expect((await sameAs(ben))?.userId).toBe(ann);
  expect(await edit(ben, 'team')).toMatchObject({ outcome: 'refused' });
});

test('files name a user by either reference', async () => {
  await seed('user_h');
  const ann = await enter('Ann-h', 'ext-user_h');
  await edit(ann, 'team');
  async function* file() {
    yield new TextEncoder().encode(
      'fragment_user_ref,name,fragment_tags\nuser_h,Ann Renamed,seat=9\nuser_h,,seat=9\n',
    );
  }
  expect(await importUsers(env.context, { fileName: 'people.csv', stream: file() })).toMatchObject({
    rowsLoaded: 2,
    usersCreated: 0,
    usersChanged: 1,
  });
  expect(await findUser(env.context, ann)).toMatchObject({
    name: 'Ann Renamed',
    identities: [{ externalId: 'ext-user_h', tags: [{ key: 'plan' }, { key: 'seat' }] }],
  });
  const { uploadId } = await staged(env, 'crm.csv', 'ref,plan\nuser_h,gold\nuser_i,gold\n');
  const runId = await started(env, {
    source: {
      kind: 'csv',
      uploadId,
      who: [{ column: 'ref', as: 'fragment' }],
      mappings: [{ column: 'plan', provider: 'fragment', verb: 'set', key: 'plan' }],
    },
    operations: [],
  });
  const run = await runWhen(env, runId, ({ status }) => status === 'finished');
  expect(run.counts).toMatchObject({ confirmed: 1 });
  expect(run.badRowCount).toBe(1);
});

test('of two people who enter the two names at once after they are known, both are told whose they are', async () => {
  await seed('user_k');
  const ann = await enter('Ann-k', 'user_k');
  await edit(ann, 'team');
  const tried = await Promise.allSettled([enter('B', 'ext-user_k'), enter('C', 'ext-user_k')]);
  expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const { rows } = await env.context.database.execute<{ count: number }>(
    sql`select count(*)::int as count from users where name in ('B', 'C')`,
  );
  expect(rows).toEqual([{ count: 0 }]);
});

/** What a merge does, and why it is refused. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listHistory } from '#lib/domain/history/list-history.ts';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { discardRun } from '#lib/domain/runs/discard-run.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { createUser } from '#lib/domain/users/create-user.ts';
import { editUser } from '#lib/domain/users/edit-user.ts';
import { findUser, findUserNow } from '#lib/domain/users/find-user.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { decideCase } from './decide-case.ts';
import { mergeUsers } from './merge-users.ts';
import { moveIdentity, splitUser, unlinkIdentity } from './move-identity.ts';
import { openCasesOf } from './open-cases.ts';
import { undoUserAct } from './undo-act.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

let made = 0;
async function enter(held: { name?: string; vero?: string; cerego?: string; fragment?: string } = {}) {
  made += 1;
  const input = { name: `Person ${made}`, email: `p${made}@people.example`, ...held };
  return (await createUser(env.context, input)).userId;
}

const idsOf = async (userId: number) =>
  Object.fromEntries(
    ((await findUser(env.context, userId))?.identities ?? []).map(({ provider, externalId }) => [
      provider,
      externalId,
    ]),
  );
const identityOf = async (userId: number, provider: string) =>
  (await findUser(env.context, userId))?.identities.find((identity) => identity.provider === provider)?.id ??
  0;

const add = (userId: number) =>
  editTags(env.context, { userId, provider: 'vero', operations: [{ verb: 'add', key: 'vip', value: null }] });

const calls = async () => ((await env.control('GET', 'log')) as unknown[]).length;

test('the ids of both are together, nothing is sent, and the page of the merged one is gone', async () => {
  const ann = await enter({ vero: 'ann-1' });
  const anna = await enter({ cerego: '9001' });
  await add(ann);
  const before = await calls();
  const { actId, stays } = await mergeUsers(env.context, { userId: ann, otherId: anna });
  expect([stays, await idsOf(ann), await findUser(env.context, anna)]).toEqual([
    false,
    { vero: 'ann-1', cerego: '9001' },
    null,
  ]);
  expect((await findUserNow(env.context, anna))?.id).toBe(ann);
  await undoUserAct(env.context, { actId });
  expect([await idsOf(ann), await idsOf(anna)]).toEqual([{ vero: 'ann-1' }, { cerego: '9001' }]);
  expect(await calls()).toBe(before);
  await expect(undoUserAct(env.context, { actId })).rejects.toThrow('Ana undid this already.');
});

test('of two ids at one provider the member says which goes along; the other stays with the second user', async () => {
  const [bo, bob] = [
    await enter({ vero: 'bo-1', cerego: '9101' }),
    await enter({ vero: 'bo-2', fragment: 'bo-f' }),
  ];
  await expect(mergeUsers(env.context, { userId: bo, otherId: bob })).rejects.toMatchObject({
    code: 'conflict',
    fields: { vero: expect.stringContaining('choose whether bo-1 or bo-2 goes with') },
  });
  const theirs = await identityOf(bob, 'vero');
  const { actId, stays } = await mergeUsers(env.context, { userId: bo, otherId: bob, keep: [theirs] });
  expect(stays).toBe(true);
  expect(await idsOf(bo)).toEqual({ vero: 'bo-2', cerego: '9101', fragment: 'bo-f' });
  expect(await idsOf(bob)).toEqual({ vero: 'bo-1' });
  await undoUserAct(env.context, { actId });
  expect([await idsOf(bo), await idsOf(bob)]).toEqual([
    { vero: 'bo-1', cerego: '9101' },
    { vero: 'bo-2', fragment: 'bo-f' },
  ]);
});

test('a second reference of one FRAGMENT user goes into the first, and comes back', async () => {
  await env.control('POST', 'seed', { fragment: [{ id: 'fr-1', externalId: 'ext-fr-1', tags: [] }] });
  const [cy, cyd] = [await enter({ fragment: 'fr-1' }), await enter({ fragment: 'ext-fr-1' })];
  for (const userId of [cy, cyd]) await refreshUser(env.context, { userId, provider: 'fragment' });
  await openCasesOf(env.context.database, [cy, cyd]);
  const isMarked = async (userId: number) =>
    (await findUser(env.context, userId))?.identities[0]?.sameAs !== null;
  const [marked, kept] = (await isMarked(cy)) ? [cy, cyd] : [cyd, cy];
  const before = [await idsOf(kept), await idsOf(marked)];
  const { actId, stays } = await mergeUsers(env.context, { userId: kept, otherId: marked });
  expect([stays, await idsOf(kept)]).toEqual([false, before[0]]);
  await expect(enter(before[1] as { fragment: string })).rejects.toMatchObject({ code: 'conflict' });
  await undoUserAct(env.context, { actId });
  expect([await idsOf(kept), await idsOf(marked)]).toEqual(before);
  expect([await isMarked(kept), await isMarked(marked)]).toEqual([false, true]);
});

test('an empty name or e-mail is taken over, and given back unless it was edited', async () => {
  const dan = (await createUser(env.context, { vero: 'dan-1' })).userId;
  const daniel = await enter({ cerego: '9201' });
  const { actId } = await mergeUsers(env.context, { userId: dan, otherId: daniel });
  expect(await findUser(env.context, dan)).toMatchObject({
    name: `Person ${made}`,
    email: `p${made}@people.example`,
  });
  await editUser(env.context, { userId: dan, name: 'Dan', email: `p${made}@people.example` });
  await undoUserAct(env.context, { actId });
  expect(await findUser(env.context, dan)).toMatchObject({ name: 'Dan', email: '' });
});

test('refused: oneself, a ring, nobody, twice', async () => {
  const [eve, eva] = [await enter({ vero: 'eve-1' }), await enter()];
  await expect(mergeUsers(env.context, { userId: eve, otherId: eve })).rejects.toThrow('with themselves');
  await expect(mergeUsers(env.context, { userId: eve, otherId: 999_999 })).rejects.toMatchObject({
    code: 'not-found',
  });
  await mergeUsers(env.context, { userId: eve, otherId: eva });
  for (const input of [
    { userId: eve, otherId: eva },
    { userId: eva, otherId: eve },
  ]) {
    await expect(mergeUsers(env.context, input)).rejects.toThrow(`went into Person ${made - 1} already.`);
  }
});

test('refused while a change of either is open or unknown, or a run names them', async () => {
  const [fay, faye] = [await enter({ vero: 'fay-1' }), await enter({ cerego: '9301' })];
  const input = { userId: faye, otherId: fay };
  const identityId = await identityOf(fay, 'vero');
  const acts = [
    () => mergeUsers(env.context, input),
    () => unlinkIdentity(env.context, { userId: fay, identityId }),
    () => moveIdentity(env.context, { identityId, toUserId: faye }),
    () => splitUser(env.context, { userId: fay, identityIds: [identityId] }),
  ];
  const refused = async (words: string) => {
    for (const act of acts) await expect(act()).rejects.toThrow(words);
  };
  const { rows } = await env.context.database.execute<{ id: string }>(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, not_before)
    values ('tags', ${fay}, ${identityId}, 'vero', 'fay-1', 'Ana', '[]', now() + interval '1 hour') returning id`);
  await refused('is on its way to Vero');
  await env.context.database.execute(
    sql`update changes set state = 'closed', outcome = 'unknown', outcomes = '[]' where id = ${rows[0]?.id}`,
  );
  await refused('Nobody knows yet whether a change');
  await env.context.database.execute(
    sql`update changes set outcome = 'failed', state = 'sending' where id = ${rows[0]?.id}`,
  );
  await env.context.database.execute(sql`update changes set state = 'closed' where id = ${rows[0]?.id}`);
  const { runId } = await createRun(env.context, {
    source: { kind: 'users', userIds: [fay] },
    operations: [{ provider: 'vero', operations: [{ verb: 'add', key: 'vip', value: null }] }],
  });
  await env.context.database.execute(sql`
    insert into run_targets (run_id, user_id, identity_id, provider, external_id, status, operations, before)
    values (${runId}, ${fay}, ${identityId}, 'vero', 'fay-1', 'change', '[]', '[]')`);
  await env.context.database.execute(sql`update runs set status = 'planned' where id = ${runId}`);
  await refused(`Run ${runId}`);
  await discardRun(env.context, { runId });
  await mergeUsers(env.context, input);
});

test('an unlinked id is free, and its undo says who has it by now', async () => {
  const gus = await enter({ vero: 'gus-typo' });
  const { actId } = await unlinkIdentity(env.context, {
    userId: gus,
    identityId: await identityOf(gus, 'vero'),
  });
  expect(await idsOf(gus)).toEqual({});
  const other = await enter({ vero: 'gus-typo' });
  await expect(undoUserAct(env.context, { actId })).rejects.toThrow(
    `Person ${made} has the id gus-typo by now`,
  );
  await unlinkIdentity(env.context, { userId: other, identityId: await identityOf(other, 'vero') });
  await undoUserAct(env.context, { actId });
  expect(await idsOf(gus)).toEqual({ vero: 'gus-typo' });
});

test('an id moves only to a user without one there', async () => {
  const [hal, hali] = [await enter({ vero: 'hal-1' }), await enter({ vero: 'hal-2' })];
  const identityId = await identityOf(hal, 'vero');
  await expect(moveIdentity(env.context, { identityId, toUserId: hali })).rejects.toThrow(
    'has an id at Vero already: hal-2',
  );
  const third = await enter();
  const { actId } = await moveIdentity(env.context, { identityId, toUserId: third });
  expect([await idsOf(hal), await idsOf(third)]).toEqual([{}, { vero: 'hal-1' }]);
  await undoUserAct(env.context, { actId });
  expect(await idsOf(hal)).toEqual({ vero: 'hal-1' });
});

test('an e-mail that somebody has cannot be given to another', async () => {
  const [ida, ivo] = [await enter(), await enter()];
  const taken = `p${made - 1}@people.example`;
  await expect(editUser(env.context, { userId: ivo, name: 'Ivo', email: taken })).rejects.toMatchObject({
    code: 'conflict',
    fields: { email: expect.stringContaining('has the e-mail') },
  });
  await editUser(env.context, { userId: ida, name: 'Ida', email: taken.toUpperCase() });
  const { rows } = await env.context.database.execute(
    sql`select name, name_from, email_from from users where id = ${ida}`,
  );
  expect(rows).toEqual([{ name: 'Ida', name_from: 'member', email_from: 'member' }]);
});

test('a case is decided once; a merge decides it, and its undo opens it again', async () => {
  const [jo, joe] = [await enter({ vero: 'jo-1' }), await enter({ cerego: '9401' })];
  await env.context.database.execute(
    sql`update users set email = (select email from users where id = ${jo}) where id = ${joe}`,
  );
  await openCasesOf(env.context.database, [jo, joe]);
  const find = async () =>
    (
      await env.context.database.execute<{ id: string; state: string }>(
        sql`select id, state from identity_cases where ${jo} = any(user_ids)`,
      )
    ).rows[0];
  const caseId = Number((await find())?.id);
  await decideCase(env.context, { caseId, verdict: 'later' });
  await decideCase(env.context, { caseId, verdict: 'not-same' });
  await expect(decideCase(env.context, { caseId, verdict: 'not-same' })).rejects.toThrow(
    'Ana decided that they are not',
  );
  await decideCase(env.context, { caseId, verdict: 'open' });
  const { actId } = await mergeUsers(env.context, { userId: jo, otherId: joe, caseId });
  expect((await find())?.state).toBe('merged');
  await undoUserAct(env.context, { actId });
  expect((await find())?.state).toBe('open');
});

test('each act is one line of the history of the user', async () => {
  const [kim, kima] = [await enter({ vero: 'kim-1' }), await enter({ cerego: '9501' })];
  await editUser(env.context, { userId: kima, name: 'Kim A', email: '' });
  const { actId } = await mergeUsers(env.context, { userId: kim, otherId: kima });
  await undoUserAct(env.context, { actId });
  await mergeUsers(env.context, { userId: kim, otherId: kima });
  const { entries } = await listHistory(env.context, { userId: kim });
  expect(entries.flatMap((entry) => (entry.entry === 'event' ? [entry.event.kind] : []))).toEqual([
    'user.merged',
    'user.act-undone',
    'user.merged',
    'user.edited',
    'user.created',
    'user.created',
  ]);
});

const everyVerb: [string, readonly string[], (context: TestEnvironment['context']) => Promise<unknown>][] = [
  [
    'edit',
    ['support', 'marketer', 'admin'],
    (context) => editUser(context, { userId: 999_999, name: 'X', email: '' }),
  ],
  [
    'unlink',
    ['support', 'marketer', 'admin'],
    (context) => unlinkIdentity(context, { userId: 999_999, identityId: 1 }),
  ],
  [
    'move',
    ['support', 'marketer', 'admin'],
    (context) => moveIdentity(context, { identityId: 999_999, toUserId: 1 }),
  ],
  ['undo', ['support', 'marketer', 'admin'], (context) => undoUserAct(context, { actId: 999_999 })],
  ['merge', ['marketer', 'admin'], (context) => mergeUsers(context, { userId: 999_998, otherId: 999_999 })],
  ['split', ['marketer', 'admin'], (context) => splitUser(context, { userId: 999_999, identityIds: [1] })],
  ['decide', ['marketer', 'admin'], (context) => decideCase(context, { caseId: 999_999, verdict: 'later' })],
];

test.each(everyVerb)('who may %s', async (_name, may, verb) => {
  for (const role of ['viewer', 'support', 'marketer', 'admin', 'stranger']) {
    await expect(verb(env.as({ role }))).rejects.toMatchObject({
      code: may.includes(role) ? 'not-found' : 'forbidden',
    });
  }
});

test('support may not undo a merge', async () => {
  const [lea, lee] = [await enter({ vero: 'lea-1' }), await enter()];
  const { actId } = await mergeUsers(env.context, { userId: lea, otherId: lee });
  await expect(undoUserAct(env.as({ role: 'support' }), { actId })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

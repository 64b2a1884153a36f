import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUser } from '#lib/domain/users/create-user.ts';
import { editUser } from '#lib/domain/users/edit-user.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { decideCase } from './decide-case.ts';
import { listCases, listDecided } from './list-cases.ts';
import { mergeUsers } from './merge-users.ts';
import { openCases } from './open-cases.ts';
import { undoUserAct } from './undo-act.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

let people = 0;
async function pair(): Promise<[number, number]> {
  people += 1;
  const make = async (n: number) =>
    (
      await createUser(env.context, {
        name: `P${people} ${n}`,
        email: `p${people}-${n}@decided.example`,
        [n === 1 ? 'vero' : 'cerego']: `${people}0${n}`,
      })
    ).userId;
  return [await make(1), await make(2)];
}

async function opened(userIds: [number, number]): Promise<number> {
  const about = { email: 'both@decided.example' };
  await openCases(env.context.database, [{ kind: 'same-email', userIds, about }]);
  const found = (await listCases(env.context)).cases.find(({ users }) => users[0]?.id === userIds[0]);
  return found?.id ?? 0;
}

test('what is not the same is listed with who said so, and asked again when that is taken back', async () => {
  const ids = await pair();
  const caseId = await opened(ids);
  await decideCase(env.context, { caseId, verdict: 'not-same' });
  const [decided] = await listDecided(env.context, { verdict: 'not-same' });
  expect(decided).toMatchObject({
    id: caseId,
    kind: 'same-email',
    by: 'Ana',
    email: 'both@decided.example',
    users: ids.map((id) => ({ id })),
  });
  await decideCase(env.context, { caseId, verdict: 'open' });
  expect(await listDecided(env.context, { verdict: 'not-same' })).toEqual([]);
  expect((await listCases(env.context)).cases.map(({ id }) => id)).toContain(caseId);
});

test('what is put off is counted apart, and can be opened again', async () => {
  const caseId = await opened(await pair());
  const before = await listCases(env.context);
  await decideCase(env.context, { caseId, verdict: 'later' });
  const after = await listCases(env.context);
  expect(after.later).toEqual({ 'same-email': 1 });
  expect(after.counts['same-email']).toBe((before.counts['same-email'] ?? 0) - 1);
  expect(after.cases.find(({ id }) => id === caseId)).toMatchObject({ isLater: true });
  await decideCase(env.context, { caseId, verdict: 'open' });
  expect((await listCases(env.context)).later).toEqual({});
  await expect(decideCase(env.context, { caseId, verdict: 'open' })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('merges are listed with both names, with or without a case, until they are undone', async () => {
  const [first, second] = await pair();
  await opened([first, second]);
  const [third, fourth] = await pair();
  const one = await mergeUsers(env.context, { userId: first, otherId: second });
  const two = await mergeUsers(env.context, { userId: third, otherId: fourth });
  const merged = await listDecided(env.context, { verdict: 'merged' });
  expect(merged).toMatchObject([
    { id: two.actId, kind: null, by: 'Ana', users: [{ id: third }, { id: fourth, title: `P${people} 2` }] },
    { id: one.actId, kind: 'same-email', users: [{ id: first }, { id: second }] },
  ]);
  await undoUserAct(env.context, { actId: two.actId });
  expect((await listDecided(env.context, { verdict: 'merged' })).map(({ id }) => id)).toEqual([one.actId]);
});

test('name and e-mail may be the other user’s; an undo gives back the own, unless edited since', async () => {
  for (const edits of [false, true]) {
    const [userId, otherId] = await pair();
    const own = { name: `P${people} 1`, email: `p${people}-1@decided.example` };
    const theirs = { name: `P${people} 2`, email: `p${people}-2@decided.example` };
    const { actId } = await mergeUsers(env.context, { userId, otherId, take: ['name', 'email'] });
    expect(await findUser(env.context, userId)).toMatchObject(theirs);
    if (edits) await editUser(env.context, { userId, ...theirs, name: 'Edited' });
    await undoUserAct(env.context, { actId });
    expect(await findUser(env.context, userId)).toMatchObject(edits ? { ...own, name: 'Edited' } : own);
    expect(await findUser(env.context, otherId)).toMatchObject(theirs);
  }
});

test('nothing is taken over from a user who stays', async () => {
  const [userId] = await pair();
  const { userId: otherId } = await createUser(env.context, { name: 'Stays', vero: `stays-${people}` });
  const vero = (await findUser(env.context, userId))?.identities.find(({ provider }) => provider === 'vero');
  const merged = await mergeUsers(env.context, { userId, otherId, keep: [vero?.id], take: ['name'] });
  expect(merged.stays).toBe(true);
  expect(await findUser(env.context, userId)).toMatchObject({ name: `P${people} 1` });
});

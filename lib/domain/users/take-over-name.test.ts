import { afterAll, beforeAll, expect, test } from 'vitest';
import { listOtherNames } from '#lib/domain/identities/list-other-names.ts';
import { pullsOf } from '#lib/testing/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { createUser } from './create-user.ts';
import { editUser } from './edit-user.ts';
import { findUser } from './find-user.ts';
import { takeOverName } from './take-over-name.ts';

let env: TestEnvironment;
let pull: () => Promise<unknown>;
beforeAll(async () => {
  env = await createTestEnvironment();
  const pulls = pullsOf(env);
  pull = () => pulls.pull('cerego');
});
afterAll(() => env.stop());

const said = (id: string, name: string, email: string) =>
  env.control('PUT', 'seed', { cerego: { users: [{ id, name, email }] } });
const differs = async (userId: number) =>
  (await listOtherNames(env.context, {})).rows.filter((row) => row.userId === userId);

test('what a pull reads otherwise is listed, not taken; one press takes it, and the provider’s later words follow', async () => {
  const { userId } = await createUser(env.context, {
    name: 'Ada',
    email: 'ada@other.example',
    cerego: '501',
  });
  await said('501', 'Ada Lovelace', 'lovelace@other.example');
  await pull();
  const row = {
    userId,
    title: 'Ada',
    provider: 'cerego',
    name: 'Ada Lovelace',
    email: 'lovelace@other.example',
  };
  expect(await differs(userId)).toEqual([row]);
  expect(await findUser(env.context, userId)).toMatchObject({
    name: 'Ada',
    identities: [{ otherName: 'Ada Lovelace', otherEmail: 'lovelace@other.example' }],
  });
  await takeOverName(env.context, { userId, provider: 'cerego', part: 'name' });
  expect(await findUser(env.context, userId)).toMatchObject({
    name: 'Ada Lovelace',
    email: 'ada@other.example',
    identities: [{ otherName: null, otherEmail: 'lovelace@other.example' }],
  });
  await said('501', 'Augusta Ada', 'lovelace@other.example');
  await pull();
  expect(await findUser(env.context, userId)).toMatchObject({ name: 'Augusta Ada' });
  await takeOverName(env.context, { userId, provider: 'cerego', part: 'email' });
  expect(await differs(userId)).toEqual([]);
  await expect(
    takeOverName(env.context, { userId, provider: 'cerego', part: 'email' }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('what a member makes the same is no difference, and an e-mail that somebody has is refused', async () => {
  const { userId } = await createUser(env.context, { name: 'Bo', email: 'bo@other.example', cerego: '502' });
  await createUser(env.context, { name: 'Holder', email: 'taken@other.example' });
  await said('502', 'Bo B', 'TAKEN@other.example');
  await pull();
  await expect(
    takeOverName(env.context, { userId, provider: 'cerego', part: 'email' }),
  ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Holder') });
  await editUser(env.context, { userId, name: 'Bo B', email: 'bo@other.example' });
  expect(await differs(userId)).toMatchObject([{ name: null, email: 'TAKEN@other.example' }]);
  await said('502', 'Bo B', 'BO@other.example');
  await pull();
  expect(await differs(userId)).toEqual([]);
});

test('a viewer sees the differences and takes nothing over', async () => {
  const viewer = env.as({ role: 'viewer' });
  expect(await listOtherNames(viewer, {})).toMatchObject({ nextAfter: null });
  await expect(takeOverName(viewer, { userId: 1, provider: 'cerego', part: 'name' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

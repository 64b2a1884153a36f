import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#lib/platform/context.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { createUser } from './create-user.ts';
import { linkIdentity } from './link-identity.ts';
import { listUsers } from './list-users.ts';

let world: TestContext;
let context: Context;

beforeAll(async () => {
  world = await openTestContext('support');
  context = world.context;
});

afterAll(() => world.close());

test('a new user is found by name, e-mail and each id, with no tags', async () => {
  const { userId } = await createUser(context, {
    name: '  Hye-jin Seo ',
    email: 'hyejin@haneul.example',
    vero: '48213',
    fragment: 'usr_hj_41',
  });
  for (const q of ['hye-jin', 'HANEUL', '48213', 'usr_hj', 'has:vero has:fragment no:cerego untagged']) {
    const { users } = await listUsers(context, { q });
    expect(users).toEqual([
      {
        id: userId,
        name: 'Hye-jin Seo',
        email: 'hyejin@haneul.example',
        changedAt: expect.any(String),
        tagCount: 0,
        identities: [
          { provider: 'vero', externalId: '48213', tags: [] },
          { provider: 'fragment', externalId: 'usr_hj_41', tags: [] },
        ],
      },
    ]);
  }
});

test.each([
  [{ name: 'Nobody' }, { email: 'Give an e-mail or at least one id, so that the user can be found again.' }],
  [{ email: 'not an address' }, { email: 'This is not an e-mail address.' }],
  [{ capillary: '12a' }, { capillary: expect.any(String) }],
  [{ name: 'a\0b', vero: '1' }, { name: 'A name cannot hold a NUL character.' }],
])('%j is refused at its field', async (input, fields) => {
  await expect(createUser(context, input)).rejects.toMatchObject({ code: 'invalid', fields });
});

test('an id or e-mail that somebody has is refused with their name, and nothing is left behind', async () => {
  await createUser(context, { name: 'Ana', email: 'ana@example.com', cerego: '7' });
  const before = await listUsers(context, {});
  await expect(createUser(context, { name: 'Copy', email: 'ANA@example.com' })).rejects.toMatchObject({
    code: 'conflict',
    fields: { email: 'Ana has the e-mail ANA@example.com already.' },
  });
  await expect(createUser(context, { name: 'Copy', vero: 'new', cerego: '7' })).rejects.toMatchObject({
    code: 'conflict',
    fields: { cerego: 'Ana has the Cerego user id 7 already.' },
  });
  expect((await listUsers(context, {})).total).toBe(before.total);
});

test('of two people who add the same e-mail at once, one is told', async () => {
  const input = { email: 'race@example.com' };
  const results = await Promise.allSettled([createUser(context, input), createUser(context, input)]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('an identity can be added later, once per provider', async () => {
  const { userId } = await createUser(context, { email: 'later@example.com' });
  await linkIdentity(context, { userId, provider: 'capillary', externalId: ' 564663098 ' });
  const { users } = await listUsers(context, { q: '564663098' });
  expect(users.map((user) => user.id)).toEqual([userId]);
  await expect(
    linkIdentity(context, { userId, provider: 'capillary', externalId: '99' }),
  ).rejects.toMatchObject({
    code: 'conflict',
    fields: { externalId: 'This user has an identity at Capillary already.' },
  });
  await expect(
    linkIdentity(context, { userId, provider: 'capillary', externalId: 'abc' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  await expect(
    linkIdentity(context, { userId: 999_999, provider: 'vero', externalId: '1' }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('a viewer adds nobody', async () => {
  const viewer = { ...context, actor: { ...context.actor, role: 'viewer' } };
  await expect(createUser(viewer, { email: 'x@example.com' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(linkIdentity(viewer, { userId: 1, provider: 'vero', externalId: '1' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

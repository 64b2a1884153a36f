import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUser } from '#lib/domain/users/create-user.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { findIds } from './find-ids.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
  await env.control('POST', 'seed', {
    cerego: { users: [{ id: '71', name: 'Ida', email: 'ida@found.example', memberId: 'm-71' }] },
    capillary: { customers: [{ userId: '72', name: 'Ida Moe', email: 'ida@found.example', mobile: '4915' }] },
    fragment: [{ id: 'user_73', externalId: 'acct-73' }],
  });
});
afterAll(() => env.stop());

test('a person is found with name, e-mail and who has the id here, and nothing is recorded', async () => {
  const lines = async () => (await env.open.pool.query('select count(*)::int as n from changes')).rows[0]?.n;
  const before = await lines();
  const asked = { provider: 'cerego', by: 'email', text: ' ida@found.example ' };
  const ida = { externalId: '71', secondRef: null, name: 'Ida', email: 'ida@found.example' };
  expect(await findIds(env.context, asked)).toEqual({
    state: 'found',
    message: null,
    candidates: [{ ...ida, holder: null }],
  });
  const { userId } = await createUser(env.context, { name: 'Ida', cerego: '71' });
  expect(await findIds(env.context, asked)).toMatchObject({
    candidates: [{ ...ida, holder: { userId, title: 'Ida' } }],
  });
  expect(await lines()).toBe(before);
});

test('Capillary by mobile; FRAGMENT by either reference, also where the other one is noted here', async () => {
  const mobile = { provider: 'capillary', by: 'mobile', text: '4915' };
  expect(await findIds(env.context, mobile)).toMatchObject({
    candidates: [{ externalId: '72', name: 'Ida Moe', email: 'ida@found.example', holder: null }],
  });
  const { userId } = await createUser(env.context, { name: 'Ref', fragment: 'acct-73' });
  for (const text of ['user_73', 'acct-73']) {
    expect(await findIds(env.context, { provider: 'fragment', by: 'reference', text })).toMatchObject({
      candidates: [{ externalId: 'user_73', secondRef: 'acct-73', holder: { userId } }],
    });
  }
});

test('nobody, an error and a provider that is not connected are three answers', async () => {
  const asked = { provider: 'cerego', by: 'email', text: 'none@found.example' };
  expect(await findIds(env.context, asked)).toEqual({ state: 'found', message: null, candidates: [] });
  await env.control('POST', 'faults', { provider: 'cerego', kind: 'status', status: 403 });
  expect(await findIds(env.context, asked)).toMatchObject({
    state: 'failed',
    message: expect.any(String),
    candidates: [],
  });
  const apart = { ...env.context, providers: { ...env.context.providers, get: () => null } };
  expect(await findIds(apart, asked)).toMatchObject({ state: 'not-connected' });
});

test.each([
  { provider: 'vero', by: 'email', text: 'a@b.example' },
  { provider: 'cerego', by: 'mobile', text: '1' },
  { provider: 'fragment', by: 'email', text: 'a@b.example' },
  { provider: 'capillary', by: 'email', text: ' ' },
  { provider: 'capillary', by: 'name', text: 'Ida' },
])('%j is refused without a call', async (asked) => {
  await expect(findIds(env.context, asked)).rejects.toMatchObject({ code: 'invalid' });
});

test('a viewer may not spend the providers’ calls', async () => {
  const asked = { provider: 'cerego', by: 'email', text: 'ida@found.example' };
  await expect(findIds(env.as({ role: 'viewer' }), asked)).rejects.toMatchObject({ code: 'forbidden' });
});

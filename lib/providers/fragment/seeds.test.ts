/** FRAGMENT's document "Update", statement by statement; the table in ../README.md lists them. */
import { describe, expect, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { requireVariable } from '../conformance/world.ts';
import type { Operation } from '../contract.ts';
import { startProviderEnvironment } from '../test-environment.ts';
import { createFragment } from './index.ts';
import { fragmentRules } from './rules.ts';

const held = [{ key: 'plan', value: 'trial' }];
const env = startProviderEnvironment(
  {
    id: 'fragment',
    create: (environment, pace) =>
      createFragment({
        baseUrl: requireVariable(environment, 'FRAGMENT_BASE_URL'),
        auth: {
          kind: 'client',
          authUrl: requireVariable(environment, 'FRAGMENT_AUTH_URL'),
          clientId: requireVariable(environment, 'FRAGMENT_CLIENT_ID'),
          clientSecret: requireVariable(environment, 'FRAGMENT_CLIENT_SECRET'),
        },
        pace,
      }),
    seed: { fragment: [{ id: 'user_abc123', externalId: 'user_ext_123', tags: held }] },
    externalId: 'user_abc123',
    before: [{ key: 'plan', value: 'trial', providerTagId: null }],
  },
  startSandbox,
);

const department = { key: 'department', value: 'engineering' };
const text = (verb: Operation['verb'], key: string, value: string | null = null): Operation => ({
  verb,
  key,
  value,
});

async function sent(...operations: Operation[]) {
  const { world, client } = await env.open();
  const given = await env.send(client, ...operations);
  return { world, ...given, call: (await world.writes())[0] };
}

test('the example goes out to the letter', async () => {
  const { call, results } = await sent(text('set', 'department', 'engineering'));
  expect(call).toMatchObject({ method: 'PATCH', path: '/fragment/billing/users/user_abc123', query: {} });
  expect(call?.headers['content-type']).toBe('application/json');
  expect(call?.body).toEqual({ tags: { set: [department] } });
  expect(results).toMatchObject([{ outcome: 'confirmed' }]);
});

test.each(['user_abc123', 'user_ext_123'])(
  'user_ref may be the id or the external id (%s)',
  async (externalId) => {
    const { world, client } = await env.open();
    const asked = { externalId, operations: [text('set', 'department', 'engineering')], before: [] };
    expect((await client.apply(asked)).results).toMatchObject([{ outcome: 'confirmed' }]);
    expect((await world.writes())[0]?.path).toBe(`/fragment/billing/users/${externalId}`);
  },
);

describe('the four lists', () => {
  test.each([
    ['create', text('add', 'department', 'engineering'), department],
    ['update', text('update', 'plan', 'growth'), { key: 'plan', value: 'growth' }],
    ['set', text('set', 'plan', 'growth'), { key: 'plan', value: 'growth' }],
    ['delete', text('remove', 'plan'), { key: 'plan' }],
  ])(
    '%s holds exactly the fields of its items, and the others are left out',
    async (list, operation, item) => {
      const { call, results } = await sent(operation);
      expect(call?.body).toEqual({ tags: { [list]: [item] } });
      expect(results).toMatchObject([{ outcome: 'confirmed' }]);
    },
  );

  test('create refuses a key that exists, and nothing is changed', async () => {
    const { world, results } = await sent(text('add', 'plan', 'growth'));
    expect(results).toMatchObject([{ outcome: 'refused', hint: expect.stringContaining('already has') }]);
    expect(await world.state()).toMatchObject({ fragment: [{ tags: held }] });
  });

  test('update refuses a key that does not exist, and nothing is changed', async () => {
    const { world, results } = await sent(text('update', 'department', 'engineering'));
    expect(results).toMatchObject([{ outcome: 'refused', hint: expect.stringContaining('then add it') }]);
    expect(await world.state()).toMatchObject({ fragment: [{ tags: held }] });
  });

  test.each([
    ['creates', 'department'],
    ['updates', 'plan'],
  ])('set %s a tag', async (_, key) => {
    const { world, results } = await sent(text('set', key, 'new'));
    expect(results).toMatchObject([{ outcome: 'confirmed' }]);
    expect(JSON.stringify(await world.state())).toContain(`{"key":"${key}","value":"new"}`);
  });
});

const limits: [string, string, string, boolean][] = [
  ['a key of 50 characters', 'k'.repeat(50), 'v', true],
  ['a key of 51 characters', 'k'.repeat(51), 'v', false],
  ['a value of 200 characters', 'k', 'v'.repeat(200), true],
  ['a value of 201 characters', 'k', 'v'.repeat(201), false],
  ...['#', '/', ':'].flatMap((sign): [string, string, string, boolean][] => [
    [`${sign} in a key`, `a${sign}b`, 'v', false],
    [`${sign} in a value`, 'k', `a${sign}b`, false],
  ]),
];

describe.each(['create', 'update', 'set'] as const)('in %s', (list) => {
  test.each(limits)('%s is judged alike by the form and by FRAGMENT', async (_, key, value, isAllowed) => {
    const inForm = fragmentRules.key.safeParse(key).success && fragmentRules.value.safeParse(value).success;
    expect(inForm).toBe(isAllowed);
    const { world, client } = await env.open();
    if (list === 'update')
      await world.seed({ fragment: [{ externalId: 'user_ext_123', tags: [{ key, value: 'old' }] }] });
    const verb = list === 'create' ? 'add' : list;
    const { results } = await env.send(client, text(verb, key, value));
    expect(results).toMatchObject([{ outcome: isAllowed ? 'confirmed' : 'refused' }]);
    expect(JSON.stringify((await world.writes())[0]?.body)).toContain(`"${list}"`);
  });
});

test('the sample answer shows the user with all tags', async () => {
  const { world, client } = await env.open();
  const body = JSON.stringify({
    data: { id: 'user_abc123', external_id: 'user_ext_123', tags: [department] },
  });
  await world.fault({ kind: 'status', status: 200, body, match: { method: 'PATCH' } });
  const { results, tags } = await env.send(client, text('set', 'department', 'engineering'));
  expect(results).toMatchObject([{ outcome: 'confirmed' }]);
  expect(tags).toEqual([{ ...department, providerTagId: null }]);
});

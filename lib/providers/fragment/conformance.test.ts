import { expect, test } from 'vitest';
import { startSandbox } from '#lib/sandbox/server.ts';
import { add, fragmentUnderTest, held, ref, tagsOf, worldState } from '../conformance/fragment.ts';
import { fragmentList } from '../conformance/fragment-list.ts';
import { testProvider } from '../conformance/suite.ts';

const env = testProvider(
  {
    ...fragmentUnderTest,
    unknownId: 'nobody',
    verbs: [
      { operation: add('plan', 'gold'), leaves: [...held, 'plan=gold'] },
      {
        operation: { verb: 'update', key: 'tier', value: '3' },
        leaves: ['department=engineering', 'tier=3'],
      },
      { operation: { verb: 'set', key: 'tier', value: '4' }, leaves: ['department=engineering', 'tier=4'] },
      { operation: { verb: 'remove', key: 'tier', value: null }, leaves: ['department=engineering'] },
    ],
    probe: { operation: add('plan', 'gold'), leaves: [...held, 'plan=gold'] },
    secrets: ['FRAGMENT_CLIENT_SECRET'],
    listing: fragmentList,
    truth: (state) => tagsOf(state, ref),
    boundaries: [
      { name: 'a key of 50 characters', operation: add('k'.repeat(50), 'v'), verdict: 'allowed' },
      { name: 'a key of 51 characters', operation: add('k'.repeat(51), 'v'), verdict: 'refused' },
      { name: 'a key of 50 emoji', operation: add('🦄'.repeat(50), 'v'), verdict: 'allowed' },
      { name: 'a key of 51 emoji', operation: add('🦄'.repeat(51), 'v'), verdict: 'refused' },
      { name: 'a value of 200 characters', operation: add('k', 'v'.repeat(200)), verdict: 'allowed' },
      { name: 'a value of 201 characters', operation: add('k', 'v'.repeat(201)), verdict: 'refused' },
      { name: 'a value of 200 emoji', operation: add('k', '🦄'.repeat(200)), verdict: 'allowed' },
      { name: 'a key with #', operation: add('a#b', 'v'), verdict: 'refused' },
      { name: 'a key with /', operation: add('a/b', 'v'), verdict: 'refused' },
      { name: 'a key with :', operation: add('a:b', 'v'), verdict: 'refused' },
      { name: 'a value with #', operation: add('k', 'a#b'), verdict: 'refused' },
      { name: 'a value with /', operation: add('k', 'a/b'), verdict: 'refused' },
      { name: 'a value with :', operation: add('k', 'a:b'), verdict: 'refused' },
      { name: 'an empty key', operation: add('', 'v'), verdict: 'refused' },
      { name: 'odd characters', operation: add('a*?b.c', '"<&>\' \\ ; ='), verdict: 'allowed' },
      { name: 'right-to-left text', operation: add('قسم', 'هندسة'), verdict: 'allowed' },
      // Not documented; the form refuses it as a likely mistake.
      { name: 'an empty value', operation: add('k', ''), verdict: 'refused', formOnly: true },
      { name: 'a blank key', operation: add(' \t', 'v'), verdict: 'refused', formOnly: true },
      { name: 'U+0000', operation: add('a\u0000b', 'v'), verdict: 'refused', formOnly: true },
    ],
  },
  startSandbox,
);

test('one call carries all four verbs, and its answer is the complete list', async () => {
  const { world, client } = await env.open();
  const { results, tags } = await env.send(
    client,
    add('plan', 'gold'),
    { verb: 'update', key: 'tier', value: '3' },
    { verb: 'set', key: 'seat', value: '9' },
    { verb: 'remove', key: 'department', value: null },
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed']);
  expect(await world.writes()).toMatchObject([
    {
      method: 'PATCH',
      body: {
        tags: {
          create: [{ key: 'plan', value: 'gold' }],
          update: [{ key: 'tier', value: '3' }],
          set: [{ key: 'seat', value: '9' }],
          delete: [{ key: 'department' }],
        },
      },
    },
  ]);
  expect(tags?.map(({ key, value }) => `${key}=${value}`)).toEqual(tagsOf(await world.state(), ref));
});

test('lists that would be empty are not sent', async () => {
  const { world, client } = await env.open();
  await env.send(client, add('plan', 'gold'));
  expect((await world.writes())[0]?.body).toEqual({ tags: { create: [{ key: 'plan', value: 'gold' }] } });
});

test.each([400, 409, 422])(
  'a clash (%i) refuses the whole call and names who is to blame',
  async (status) => {
    const { world, client } = await env.open();
    await world.settings({ fragment: { createExistsStatus: status } });
    const { results } = await env.send(client, add('plan', 'gold'), add('tier', '9'));
    expect(results).toMatchObject([
      { outcome: 'refused', message: expect.stringContaining('because of “tier”'), hint: expect.any(String) },
      { outcome: 'refused', message: 'Tag key already exists: tier' },
    ]);
    expect(tagsOf(await world.state(), ref)).toEqual(held);
  },
);

test('updating a key that is gone is refused and says what to do', async () => {
  const { world, client } = await env.open();
  const { results } = await env.send(client, { verb: 'update', key: 'plan', value: 'gold' });
  expect(results).toMatchObject([
    { outcome: 'refused', code: 'tag_not_found', hint: expect.stringContaining('add it') },
  ]);
  expect(tagsOf(await world.state(), ref)).toEqual(held);
});

test('the user is found by FRAGMENT’s own id as well', async () => {
  const { world, client } = await env.open();
  const id = worldState.parse(await world.state()).fragment[0]?.id ?? '';
  expect((await client.readTags(id)).tags).toHaveLength(2);
  const input = { externalId: id, operations: [add('plan', 'gold')], before: [] };
  expect((await client.apply(input)).results).toMatchObject([{ outcome: 'confirmed' }]);
});

test('many who read at once share the listing', async () => {
  const { world, client } = await env.open();
  await Promise.all(Array.from({ length: 20 }, () => client.readTags(ref)));
  expect((await world.log()).filter(({ method }) => method === 'GET').length).toBeLessThanOrEqual(2);
});

const stranger = {
  data: { id: 'user_other', external_id: 'somebody-else', tags: [{ key: 'plan', value: 'gold' }] },
};

test.each([
  { applied: true, outcome: 'confirmed', message: null, after: [...held, 'plan=gold'] },
  {
    applied: false,
    outcome: 'unknown',
    message: `FRAGMENT answered about somebody else (user_other), not about ${ref}.`,
    after: held,
  },
])(
  'an answer about somebody else proves nothing: the list decides ($outcome)',
  async ({ applied, outcome, message, after }) => {
    const { world, client } = await env.open();
    const body = JSON.stringify(stranger);
    await world.fault({ kind: 'status', status: 200, body, applied, match: { method: 'PATCH' } });
    const { results, tags, refs, lastError } = await env.send(client, add('plan', 'gold'));
    expect(results).toMatchObject([{ outcome, message }]);
    expect(tags?.map(({ key, value }) => `${key}=${value}`)).toEqual(after);
    expect(refs).toEqual({ id: expect.stringMatching(/^user_(?!other)/), other: ref });
    expect(lastError).toBe('bad-answer');
  },
);

test('an answer about somebody else is not believed where nothing can be looked up either', async () => {
  const { world, client } = await env.open();
  const body = JSON.stringify(stranger);
  await world.fault({ kind: 'status', status: 200, body, applied: true, match: { method: 'PATCH' } });
  await world.fault({ kind: 'html', match: { method: 'GET' }, times: null });
  const { results, tags, refs } = await env.send(client, add('plan', 'gold'));
  expect(results).toMatchObject([
    { outcome: 'unknown', message: expect.stringContaining('about somebody else') },
  ]);
  expect([tags, refs]).toEqual([null, undefined]);
});

test('a user who is known by another reference as well is answered about by any of them', async () => {
  const { world, client } = await env.open();
  const renamed = { data: { id: 'user_1', external_id: 'renamed', tags: [{ key: 'plan', value: 'gold' }] } };
  const fault = { kind: 'status', status: 200, body: JSON.stringify(renamed), match: { method: 'PATCH' } };
  await world.fault({ ...fault, times: null });
  const input = { externalId: ref, operations: [add('plan', 'gold')], before: [] };
  expect((await client.apply({ ...input, knownRefs: ['user_1'] })).results).toMatchObject([
    { outcome: 'confirmed' },
  ]);
  expect((await client.apply(input)).results).toMatchObject([{ outcome: 'unknown' }]);
});

test('both names of a user are told by every answer', async () => {
  const { world, client } = await env.open();
  const id = worldState.parse(await world.state()).fragment[0]?.id ?? '';
  const refs = { id, other: ref };
  expect((await env.send(client, add('plan', 'gold'))).refs).toEqual(refs);
  expect((await client.readTags(ref)).refs).toEqual(refs);
  expect((await client.readTags(id)).refs).toEqual(refs);
});

test.each(['html', 'truncated-json', 'empty', 'reset-after'])(
  'a list that comes as %s says of nobody that they are absent',
  async (kind) => {
    const { world, client } = await env.open();
    await world.fault({ kind, match: { method: 'GET' }, times: null });
    await expect(client.readTags('nobody')).rejects.toMatchObject({
      code: expect.stringMatching(/^(bad-answer|connection-lost)$/),
      exchange: { method: 'GET' },
    });
    await expect(client.check()).rejects.toMatchObject({
      code: expect.stringMatching(/^(bad-answer|connection-lost)$/),
    });
  },
);

test('the list has a deadline of its own', async () => {
  const { world } = await env.open();
  const client = env.connect(world, { LIST_TIMEOUT_MS: '4000' });
  await world.fault({ kind: 'slow', delayMs: 700, match: { method: 'GET' } });
  expect((await client.readTags(ref)).tags).toHaveLength(2);
  const hurried = env.connect(world, { LIST_TIMEOUT_MS: '200' });
  await world.fault({ kind: 'slow', delayMs: 700, match: { method: 'GET' } });
  await expect(hurried.readTags(ref)).rejects.toMatchObject({ code: 'timeout' });
});

test.each(['.', '..'])('the ref %s cannot reach another address', async (externalId) => {
  const { world, client } = await env.open();
  const { results } = await client.apply({ externalId, operations: [add('plan', 'gold')], before: [] });
  expect(results).toMatchObject([{ outcome: 'refused' }]);
  expect(await world.writes()).toEqual([]);
});

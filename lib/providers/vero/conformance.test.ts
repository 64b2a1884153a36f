import { expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '#lib/sandbox/server.ts';
import { connectVero } from '../conformance/connect.ts';
import { testProvider } from '../conformance/suite.ts';

const worldState = z.object({
  vero: z.array(
    z.object({
      id: z.string(),
      email: z.string().optional(),
      tags: z.array(z.string()),
      data: z.unknown().optional(),
    }),
  ),
});
const userOf = (state: unknown, id: string) => worldState.parse(state).vero.find((user) => user.id === id);
const add = (key: string) => ({ verb: 'add' as const, key, value: null });

const env = testProvider(
  {
    id: 'vero',
    create: connectVero,
    seed: { vero: [{ id: '00042', email: 'ada@example.com', tags: ['customer'] }] },
    externalId: '00042',
    // Vero accepts changes of unknown users.
    unknownId: null,
    before: [{ key: 'customer', value: null, providerTagId: null }],
    verbs: [
      { operation: add('prospect'), leaves: ['customer', 'prospect'] },
      { operation: { verb: 'remove', key: 'customer', value: null }, leaves: [] },
    ],
    probe: { operation: add('prospect'), leaves: ['customer', 'prospect'] },
    secrets: ['VERO_AUTH_TOKEN'],
    finding: null,
    listing: null,
    truth: (state) => userOf(state, '00042')?.tags ?? [],
    boundaries: [
      { name: 'a long tag', operation: add('t'.repeat(5_000)), verdict: 'allowed' },
      { name: 'an empty tag', operation: add(''), verdict: 'refused' },
      { name: 'a blank tag', operation: add(' \t\u3000'), verdict: 'refused' },
      { name: 'spaces and a colon', operation: add('In Group: VIP / "A"'), verdict: 'allowed' },
      { name: 'emoji', operation: add('🦄👩‍👩‍👧'), verdict: 'allowed' },
      { name: 'right-to-left text', operation: add('زبون مميز'), verdict: 'allowed' },
      { name: 'text that looks like a query', operation: add("' OR '1'='1"), verdict: 'allowed' },
      { name: 'U+0000', operation: add('a\u0000b'), verdict: 'refused', formOnly: true },
    ],
  },
  startSandbox,
);

test('additions and removals travel in one call, the id as text', async () => {
  const { world, client } = await env.open();
  const { results } = await env.send(
    client,
    add('a'),
    { verb: 'remove', key: 'customer', value: null },
    add('b'),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(await world.writes()).toMatchObject([
    { method: 'PUT', body: { id: '00042', add: ['a', 'b'], remove: ['customer'] } },
  ]);
  expect(userOf(await world.state(), '00042')?.tags).toEqual(['a', 'b']);
});

test('accepted does not wait for Vero to apply it', async () => {
  const { world, client } = await env.open();
  await world.settings({ vero: { applyDelayMs: 60_000 } });
  expect((await env.send(client, add('later'))).results).toMatchObject([{ outcome: 'accepted' }]);
  expect(userOf(await world.state(), '00042')?.tags).toEqual(['customer']);
  await world.advance(60_000);
  expect(userOf(await world.state(), '00042')?.tags).toEqual(['customer', 'later']);
});

test('a repeat that Vero drops is a failure in its words', async () => {
  const { world, client } = await env.open();
  await world.fault({ kind: 'duplicate' });
  const { results } = await env.send(client, add('again'));
  expect(results).toMatchObject([
    {
      outcome: 'failed',
      code: null,
      message: 'Request already received.',
      hint: expect.stringContaining('minutes'),
    },
  ]);
  expect(userOf(await world.state(), '00042')?.tags).toEqual(['customer']);
});

test('an acceptance that Vero never applies is still only called accepted', async () => {
  const { world, client } = await env.open();
  await world.fault({ kind: 'no-apply' });
  expect((await env.send(client, add('ghost'))).results).toMatchObject([{ outcome: 'accepted' }]);
  expect(userOf(await world.state(), '00042')?.tags).toEqual(['customer']);
});

test('a user whom Vero does not know is refused, or accepted where Vero takes anybody', async () => {
  const { world, client } = await env.open();
  const { results } = await client.apply({ externalId: 'nobody', operations: [add('x')], before: [] });
  expect(results).toMatchObject([{ outcome: 'refused', code: '404', message: "The resource doesn't exist" }]);
  await world.settings({ vero: { unknownUser: 'ignore' } });
  const again = await client.apply({ externalId: 'nobody', operations: [add('x')], before: [] });
  expect(again.results).toMatchObject([{ outcome: 'accepted' }]);
});

test('identify makes and merges a profile and leaves tags alone', async () => {
  const { world, client } = await env.open();
  const profile = { email: 'ada@lovelace.example', data: { plan: 'gold', logins: '7' } };
  expect((await client.saveProfile('00042', profile)).result).toMatchObject({ outcome: 'accepted' });
  expect(userOf(await world.state(), '00042')).toMatchObject({ ...profile, tags: ['customer'] });
  await client.saveProfile('new-one', { email: 'new@example.com' });
  expect(userOf(await world.state(), 'new-one')).toMatchObject({ email: 'new@example.com' });
});

test('the check leaves nobody behind', async () => {
  const { world, client } = await env.open();
  await client.check();
  expect(worldState.parse(await world.state()).vero).toHaveLength(1);
});

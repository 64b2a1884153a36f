/** A user is made at a provider once, as a line of the ledger, whatever becomes of the call or the process. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAndClaim } from '#lib/domain/changes/record-and-claim.ts';
import { settleChange } from '#lib/domain/changes/settle-change.ts';
import { findChange } from '#lib/domain/history/find-change.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { startWorker, until } from '#lib/testing/worker.ts';
import { createThere } from './create-there.ts';
import { createUser } from './create-user.ts';
import { findUser } from './find-user.ts';
import { linkIdentity } from './link-identity.ts';
import { refreshUser } from './refresh-user.ts';

let env: TestEnvironment;
let worker: { stop(): Promise<void> };
beforeAll(async () => {
  env = await createTestEnvironment();
  worker = startWorker(env);
});
afterAll(async () => {
  await worker.stop();
  await env.stop();
});

type Call = { method: string; path: string; status: number | null; applied: boolean; body: unknown };
const callsOf = async (provider: string, id: string) =>
  ((await env.control('GET', `log?provider=${provider}`)) as Call[]).filter(
    ({ method, body }) => method === 'POST' && JSON.stringify(body ?? '').includes(JSON.stringify(id)),
  );
const existsAt = async (externalId: string) => {
  const { fragment } = (await env.control('GET', 'state?provider=fragment')) as {
    fragment: { id: string; externalId: string }[];
  };
  return fragment.filter((user) => user.externalId === externalId).length;
};
const onPost = (id: string) => ({ provider: 'fragment', match: { method: 'POST', body: id } });
const lineOf = async (changeId: number) => (await findChange(env.context, changeId)).line;

let people = 0;
const nextId = () => `made-${++people}`;
const noted = async (externalId: string) =>
  (await createUser(env.context, { name: 'Mae', fragment: externalId })).userId;

test('with New user: FRAGMENT makes the user, Vero takes id and e-mail, each as a line of its own', async () => {
  const { userId, reports } = await createUser(env.context, {
    name: 'Mae',
    email: 'mae@made.example',
    vero: 'mae-1',
    fragment: 'acct-mae',
    createAt: ['vero', 'fragment'],
  });
  expect(reports).toMatchObject([
    { provider: 'vero', outcome: 'accepted' },
    { provider: 'fragment', outcome: 'confirmed' },
  ]);
  expect(await existsAt('acct-mae')).toBe(1);
  expect(await callsOf('vero', 'mae-1')).toMatchObject([
    { path: expect.stringContaining('/users/track'), body: { id: 'mae-1', email: 'mae@made.example' } },
  ]);
  expect(await lineOf(reports[1]?.changeId ?? 0)).toMatchObject({
    kind: 'create',
    operations: [],
    actor: 'Ana',
    undo: { possible: false },
  });
  expect(await lineOf(reports[0]?.changeId ?? 0)).toMatchObject({ kind: 'profile' });
  const identity = (await findUser(env.context, userId))?.identities.find((at) => at.provider === 'fragment');
  expect(identity?.readAt).not.toBeNull();
});

test('without it nothing is sent; a user who is there stays as they are', async () => {
  const userId = await noted(nextId());
  const externalId = `made-${people}`;
  expect(await callsOf('fragment', externalId)).toEqual([]);
  await env.control('POST', 'seed', { fragment: [{ externalId, tags: [{ key: 'plan', value: 'gold' }] }] });
  expect(await createThere(env.context, { userId, provider: 'fragment' })).toMatchObject({
    outcome: 'no-op',
    outcomes: [{ message: 'FRAGMENT knows this user already.' }],
  });
  expect(await callsOf('fragment', externalId)).toEqual([]);
  const shown = (await findUser(env.context, userId))?.identities[0]?.tags;
  expect(shown).toMatchObject([{ key: 'plan', value: 'gold', proof: 'confirmed' }]);
});

test.each([
  [{ cerego: '7', createAt: ['cerego'] }, { cerego: 'Cerego has no call that makes a user.' }],
  [
    { email: 'a@b.example', createAt: ['fragment'] },
    { fragment: 'Give the FRAGMENT user ref that FRAGMENT shall know this user by.' },
  ],
])('%j is refused at its field, and nobody is created', async (input, fields) => {
  await expect(createUser(env.context, input)).rejects.toMatchObject({ code: 'invalid', fields });
});

test('a provider that is not connected creates nobody anywhere', async () => {
  const context = { ...env.context, providers: { ...env.context.providers, get: () => null } };
  const input = { name: 'Nobody', vero: 'v-none', createAt: ['vero'] };
  await expect(createUser(context, input)).rejects.toMatchObject({ code: 'not-connected' });
  await createUser(env.context, { name: 'Somebody', vero: 'v-none' });
});

test('while linking, too', async () => {
  const { userId } = await createUser(env.context, { name: 'Lin', email: 'lin@made.example' });
  const at = { userId, create: true };
  const { report } = await linkIdentity(env.context, { ...at, provider: 'fragment', externalId: 'acct-lin' });
  expect(report).toMatchObject({ outcome: 'confirmed' });
  const vero = await linkIdentity(env.context, { ...at, provider: 'vero', externalId: 'lin-1' });
  expect(vero.report).toMatchObject({ outcome: 'accepted' });
  expect(await callsOf('vero', 'lin-1')).toMatchObject([
    { body: { id: 'lin-1', email: 'lin@made.example' } },
  ]);
  await expect(
    linkIdentity(env.context, { ...at, provider: 'capillary', externalId: '7' }),
  ).rejects.toMatchObject({ code: 'invalid' });
});

test('a lost answer that arrives late is unknown, and the next look confirms it without another call', async () => {
  const externalId = nextId();
  const userId = await noted(externalId);
  await env.control('POST', 'faults', { ...onPost(externalId), kind: 'late', delayMs: 700 });
  const { changeId, outcome } = await createThere(env.context, { userId, provider: 'fragment' });
  expect(outcome).toBe('unknown');
  await until(async () => (await lineOf(changeId)).outcome === 'confirmed', 15_000);
  expect(await callsOf('fragment', externalId)).toHaveLength(1);
  expect(await existsAt(externalId)).toBe(1);
});

test('what no look shows has failed; a person may send it again, and a later reading corrects it', async () => {
  const externalId = nextId();
  const userId = await noted(externalId);
  await env.control('POST', 'faults', { ...onPost(externalId), kind: 'reset-before' });
  const { changeId } = await createThere(env.context, { userId, provider: 'fragment' });
  await env.open.pool.query(
    `update changes set unknown_at = now() - interval '1 hour', settle_at = now() where id = $1`,
    [changeId],
  );
  await until(async () => (await lineOf(changeId)).outcome === 'failed', 15_000);
  await env.control('POST', 'seed', { fragment: [{ externalId }] });
  await refreshUser(env.context, { userId, provider: 'fragment' });
  expect(await lineOf(changeId)).toMatchObject({
    outcome: 'confirmed',
    outcomes: [{ corrected: { outcome: 'failed' } }],
  });
});

test('sent again by a person, it is looked for first', async () => {
  const externalId = nextId();
  const userId = await noted(externalId);
  await env.control('POST', 'faults', { ...onPost(externalId), kind: 'reset-before' });
  const { changeId } = await createThere(env.context, { userId, provider: 'fragment' });
  expect(await settleChange(env.context, { changeId, verdict: 'send-again' })).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await existsAt(externalId)).toBe(1);
});

/** As `kill -9` leaves it: the line is `sending`, its lease runs out. */
async function killed(externalId: string, arrived: boolean): Promise<number> {
  const userId = await noted(externalId);
  const { database, actor, providers } = env.context;
  const asked = { actor, userId, provider: 'fragment' as const, operations: [], creates: true, note: '' };
  const { id } = await recordAndClaim(database, asked);
  if (arrived) await providers.get('fragment')?.createUser?.(externalId);
  await env.open.pool.query(`update changes set lease_until = now() - interval '1 s' where id = $1`, [id]);
  return id;
}

test.each([true, false])(
  'a process that dies while sending (arrived: %s) makes one user',
  async (arrived) => {
    const externalId = nextId();
    const changeId = await killed(externalId, arrived);
    await until(async () => (await lineOf(changeId)).outcome === 'confirmed', 20_000);
    expect(await callsOf('fragment', externalId)).toHaveLength(1);
    expect(await existsAt(externalId)).toBe(1);
  },
);

test('an outcome is true, and nobody is made twice, whatever the answers', { timeout: 120_000 }, async () => {
  const fault = fc.constantFrom(
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 500, applied: true },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 503, applied: true },
    { kind: 'status', status: 400 },
    { kind: 'rate-limit', retryAfter: 1 },
    { kind: 'html', applied: true },
    { kind: 'truncated-json' },
    { kind: 'other-user' },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 3 }), async (faults) => {
      const externalId = nextId();
      const userId = await noted(externalId);
      for (const each of faults) await env.control('POST', 'faults', { ...each, ...onPost(externalId) });
      const { changeId } = await createThere(env.context, { userId, provider: 'fragment' });
      await until(async () => (await lineOf(changeId)).outcome !== 'pending', 20_000);
      const { outcome } = await lineOf(changeId);
      const calls = await callsOf('fragment', externalId);
      const exist = await existsAt(externalId);
      expect(calls.filter(({ applied }) => applied)).toHaveLength(exist);
      // After a call that may have arrived there is none.
      expect(calls.slice(0, -1).map(({ status }) => status)).toEqual(calls.slice(1).map(() => 429));
      if (outcome === 'confirmed') expect(exist).toBe(1);
      else expect([outcome, exist]).toEqual([expect.stringMatching(/unknown|refused/), 0]);
    }),
    { numRuns: 25 },
  );
});

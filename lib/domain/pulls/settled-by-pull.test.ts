/** What a change asked for and nobody saw: a pull that shows it corrects it, as a refresh does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listUserHistory } from '#lib/domain/history/list-user-history.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { pullsOf } from '#lib/testing/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';

let env: TestEnvironment;
let pulls: ReturnType<typeof pullsOf>;
beforeAll(async () => {
  env = await createTestEnvironment();
  pulls = pullsOf(env);
  await env.person({ fragment: 'somebody' });
  await pulls.pull('fragment');
});
afterAll(() => env.stop());

const add = (key: string): Operation => ({ verb: 'add', key, value: 'on' });

/** The answer is lost, and a first reading does not show it. */
async function lost(userId: number, key: string): Promise<number> {
  await env.control('POST', 'faults', {
    provider: 'fragment',
    kind: 'reset-before',
    match: { method: 'PATCH' },
  });
  const { changeId, outcome } = await editTags(env.context, {
    userId,
    provider: 'fragment',
    operations: [add(key)],
  });
  expect(outcome).toBe('unknown');
  return changeId;
}

const lines = async (userId: number) => (await listUserHistory(env.context, { userId })).lines;
const shown = async (userId: number) =>
  ((await findUser(env.context, userId))?.identities ?? []).flatMap(({ tags }) =>
    tags.map(({ key, proof }) => `${key} ${proof}`),
  );

const outside = (id: string, tag: { key: string; value: string }) =>
  env.control('PUT', 'seed', { fragment: [{ id, externalId: `ext-${id}`, tags: [tag] }] });

async function personOf(id: string): Promise<number> {
  const userId = await env.person({ fragment: id });
  await refreshUser(env.context, { userId, provider: 'fragment' });
  return userId;
}

test('an unknown outcome is corrected once, and the tag is no difference', async () => {
  const userId = await personOf('late');
  const changeId = await lost(userId, 'plan');
  await outside('late', { key: 'plan', value: 'on' });
  expect(await pulls.pull('fragment')).toMatchObject({ state: 'done', held: 0 });
  const [found, asked] = await lines(userId);
  expect(asked).toMatchObject({ id: changeId, outcome: 'confirmed' });
  expect(asked?.outcomes?.[0]?.message).toMatch(/^FRAGMENT showed it at/);
  expect(found).toMatchObject({ kind: 'refresh', actor: 'FRAGMENT', operations: [add('plan')] });
  expect(found?.note).toContain(`what change ${changeId} asked for`);
  expect(await shown(userId)).toEqual(['plan confirmed']);
  expect((await findUser(env.context, userId))?.identities[0]?.drift).toEqual([]);
  expect(await pulls.pull('fragment')).toMatchObject({ changed: 0, held: 0 });
  expect(await lines(userId)).toHaveLength(2);
});

test('what is not shown stays in doubt, and what others did besides is found', async () => {
  const userId = await personOf('never');
  const changeId = await lost(userId, 'plan');
  await outside('never', { key: 'seat', value: '3' });
  expect(await pulls.pull('fragment')).toMatchObject({ held: 0, changed: 1 });
  expect(await shown(userId)).toEqual(['plan unknown', 'seat confirmed']);
  const [found, asked] = await lines(userId);
  expect(asked).toMatchObject({ id: changeId, outcome: 'unknown' });
  expect(found).toMatchObject({
    operations: [{ verb: 'add', key: 'seat', value: '3' }],
    note: expect.stringMatching(/^Found by pull \d+ of FRAGMENT, begun by Ana\.$/),
  });
});

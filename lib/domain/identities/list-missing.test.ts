import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUser } from '#lib/domain/users/create-user.ts';
import { linkIdentity } from '#lib/domain/users/link-identity.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { openWithWorker, planned } from '#lib/testing/worker.ts';
import { listMissing } from './list-missing.ts';
import { mergeUsers } from './merge-users.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker();
});
afterAll(() => env.stop());

const add = { verb: 'add' as const, key: 'Lapsed', value: null };

test('those whom a plan leaves out for want of an id, as who they are now, until they have one', async () => {
  const made: number[] = [];
  for (const n of [1, 2, 3, 4]) {
    const input = { name: `Out ${n}`, email: `out${n}@missing.example`, vero: `out-${n}` };
    made.push((await createUser(env.context, input)).userId);
  }
  const there = await createUser(env.context, { name: 'There', capillary: '77' });
  const [first = 0, second = 0, third = 0, fourth = 0] = made;
  const plan = await planned(env, {
    source: { kind: 'users', userIds: [...made, there.userId] },
    operations: [{ provider: 'capillary', operations: [add] }],
  });
  const asked = { run: plan.id, without: 'capillary' };
  expect(await listMissing(env.context, asked)).toEqual({
    users: [first, second, third, fourth].map((id, at) => ({
      id,
      title: `Out ${at + 1}`,
      email: `out${at + 1}@missing.example`,
    })),
    left: 4,
    nextAfter: null,
  });
  const page = await listMissing(env.context, { ...asked, limit: 3 });
  expect(page.users.map(({ id }) => id)).toEqual([first, second, third]);
  const rest = await listMissing(env.context, { ...asked, limit: 3, after: page.nextAfter });
  expect(rest.users.map(({ id }) => id)).toEqual([fourth]);

  await linkIdentity(env.context, { userId: first, provider: 'capillary', externalId: '71' });
  const { userId: twin } = await createUser(env.context, { name: 'Twin', cerego: '5' });
  await env.open.pool.query(`delete from identities where user_id = $1`, [second]);
  const merged = { ...(await listMissing(env.context, asked)) };
  expect(merged.users.map(({ id }) => id)).toEqual([second, third, fourth]);
  await env.open.pool.query(`update runs set status = 'finished' where id = $1`, [plan.id]);
  await mergeUsers(env.context, { userId: twin, otherId: third });
  const now = await listMissing(env.context, asked);
  expect(now.users).toContainEqual({ id: twin, title: 'Twin', email: 'out3@missing.example' });
  expect(now.users.map(({ id }) => id)).not.toContain(third);
  expect(now.left).toBe(3);
});

test('a viewer may look, and what is no run has nobody', async () => {
  const viewer = env.as({ role: 'viewer' });
  expect(await listMissing(viewer, { run: 999_999, without: 'vero' })).toEqual({
    users: [],
    left: 0,
    nextAfter: null,
  });
  await expect(listMissing(viewer, { run: 1, without: 'nobody' })).rejects.toMatchObject({ code: 'invalid' });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#lib/platform/context.ts';
import { userSorts } from '#lib/shared/user-list.ts';
import type { ListedUser } from '#lib/shared/users.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { countUsers } from './count-users.ts';
import { listUsers, listUsersText } from './list-users.ts';

let world: TestContext;
let context: Context;

beforeAll(async () => {
  world = await openTestContext('viewer');
  context = world.context;
  // More than one first look; half share name and instant, so that only the id tells them apart.
  await world.pool.query(`
    insert into users (name, email, changed_at)
    select case when n % 2 = 0 then 'Sam Same' else 'Person ' || n end, 'user' || n || '@example.com', now()
    from generate_series(1, 6000) n;
    insert into identities (user_id, provider, external_id)
    select id, 'vero', 'v-' || id from users where id % 3 > 0;
    insert into identities (user_id, provider, external_id)
    select id, 'fragment', 'f-' || id from users where id % 5 = 0;
    insert into tags (provider, key, value) values
      ('vero', 'common', null), ('vero', 'rare', null), ('fragment', 'plan', 'team');
    insert into identity_tags (identity_id, tag_id, proof)
    select id, 1, 'accepted' from identities where provider = 'vero';
    insert into identity_tags (identity_id, tag_id, proof)
    select id, 2, 'imported' from identities where provider = 'vero' and user_id % 1000 = 1;
    insert into identity_tags (identity_id, tag_id, proof)
    select id, 3, 'confirmed' from identities where provider = 'fragment';
    select refresh_users(array_agg(id)) from users;
    update users set changed_at = '2026-01-01T00:00:00.123456Z'::timestamptz + id % 7 * interval '1 microsecond';
    analyze;
  `);
});

afterAll(() => world.close());

async function readAll(q: string, sort: (typeof userSorts)[number]): Promise<ListedUser[]> {
  const all: ListedUser[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUsers(context, { q, sort, limit: 200, ...(cursor && { cursor }) });
    all.push(...page.users);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return all;
}

const values: Record<string, (user: ListedUser) => string | number> = {
  changed: (user) => user.changedAt,
  name: (user) => user.name.toLowerCase(),
  email: (user) => user.email.toLowerCase(),
  tags: (user) => user.tagCount,
};

test.each(userSorts)('sorted by %s, pages show everybody once and in order', async (sort) => {
  const users = await readAll('', sort);
  expect(users).toHaveLength(6_000);
  expect(new Set(users.map((user) => user.id)).size).toBe(6_000);
  const [column = '', direction] = sort.split('-');
  const descending = (column === 'changed' || column === 'tags') !== (direction !== undefined);
  const value = values[column];
  const compare = (left: ListedUser, right: ListedUser) => {
    const [a, b] = [value?.(left) ?? 0, value?.(right) ?? 0];
    const order = a < b ? -1 : a > b ? 1 : 0;
    return (order || left.id - right.id) * (descending ? -1 : 1);
  };
  expect(users.every((user, index) => index === 0 || compare(users[index - 1] ?? user, user) <= 0)).toBe(
    true,
  );
});

test.each([
  ['vero:common', 4_000],
  ['vero:rare', 4],
  ['vero:common NOT vero:rare', 3_996],
  ['NOT vero:rare', 5_996],
  ['vero:common fragment:plan=team', 800],
  ['no:vero', 2_000],
  ['has:fragment', 1_200],
  ['user1234@', 1],
  ['SER123@Example.com', 1],
  ['NOT user123@example.com', 5_999],
  ['user123@elsewhere.com', 0],
  ['SAM same', 3_000],
  ['sam user599', 5],
  ['nobody-has-this', 0],
])('%s finds the same users in every order as its exact count says', async (q, count) => {
  expect(await countUsers(context, { q })).toEqual({ count, total: 6_000 });
  const ids = async (sort: (typeof userSorts)[number]) =>
    (await readAll(q, sort)).map((user) => user.id).sort((a, b) => a - b);
  const byChange = await ids('changed');
  expect(byChange).toHaveLength(count);
  expect(await ids('name-desc')).toEqual(byChange);
});

test('a row carries identities in the usual order of providers, each with its tags and their proof', async () => {
  const { users, count } = await listUsers(context, { q: 'V-5 user5@', sort: 'email', limit: 1 });
  expect(count).toBe(1);
  expect(users).toEqual([
    {
      id: 5,
      name: 'Person 5',
      email: 'user5@example.com',
      changedAt: expect.stringMatching(/^2026-01-01T00:00:00\.12346/),
      tagCount: 2,
      identities: [
        {
          provider: 'vero',
          externalId: 'v-5',
          tags: [
            { key: 'common', value: null, proof: 'accepted', proofAt: expect.any(String), colour: null },
          ],
        },
        {
          provider: 'fragment',
          externalId: 'f-5',
          tags: [
            { key: 'plan', value: 'team', proof: 'confirmed', proofAt: expect.any(String), colour: null },
          ],
        },
      ],
    },
  ]);
});

test('the first page knows the count where it costs nothing', async () => {
  expect(await listUsers(context, {})).toMatchObject({ count: 6_000, total: 6_000 });
  expect(await listUsers(context, { q: 'vero:common' })).toMatchObject({ count: 4_000, total: 6_000 });
  expect(await listUsers(context, { q: 'user1234@' })).toMatchObject({ count: 1, nextCursor: null });
});

test('a tag that nobody knows is said, with what may have been meant in its place, however it was typed', async () => {
  const { users, notices } = await listUsers(context, { q: 'vero:comons OR -VERO:"comon"' });
  expect(users).not.toEqual([]);
  expect(notices).toEqual([
    {
      about: 'vero:comons',
      message: 'No known tag fits vero:comons.',
      cures: [{ suggestion: 'vero:common', cured: 'vero:common OR -VERO:"comon"' }],
    },
    {
      about: 'vero:comon',
      message: 'No known tag fits vero:comon.',
      cures: [{ suggestion: 'vero:common', cured: 'vero:comons OR -vero:common' }],
    },
  ]);
});

test('a run that no change belongs to is said', async () => {
  const { notices } = await listUsers(context, { q: 'sam OR run:987654 OR run:987654' });
  expect(notices).toEqual([{ about: 'run:987654', message: 'No change belongs to run 987654.', cures: [] }]);
});

test('a filter that cannot be read is refused with its place in words', async () => {
  await expect(listUsers(context, { q: '(sam' })).rejects.toMatchObject({
    code: 'invalid',
    fields: { q: 'This bracket is not closed.' },
  });
});

const forge = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
test.each([
  'x',
  forge(null),
  forge(['changed', 'yesterday', 1]),
  forge(['changed', '2026-01-01T00:00:00Z', '1; drop table users']),
  forge(['changed', '2026-99-99T00:00:00Z', 1]),
  forge(['name', 'Sam', 1]),
  forge(['changed', '2026-01-01T00:00:00Z', 1e99]),
])('a tampered place in the list is refused: %s', async (cursor) => {
  await expect(listUsers(context, { cursor })).rejects.toMatchObject({
    code: 'invalid',
    fields: { cursor: expect.stringContaining('Start again') },
  });
});

test('a role without the permission reads nothing', async () => {
  const stranger = { ...context, actor: { ...context.actor, role: 'guest' } };
  await expect(listUsers(stranger, {})).rejects.toMatchObject({ code: 'forbidden' });
  await expect(countUsers(stranger, {})).rejects.toMatchObject({ code: 'forbidden' });
});

test('the page as text says what the page says', async () => {
  for (const input of [{ q: 'vero:common', limit: 3 }, { q: 'nobody-is-called-so' }]) {
    expect(JSON.parse(await listUsersText(context, input))).toEqual(await listUsers(context, input));
  }
});

test('users left out are taken off the count where they match, and only there', async () => {
  const { count } = await countUsers(context, { q: 'vero:rare' });
  const { users } = await listUsers(context, { q: 'vero:rare', sort: 'name' });
  const [first] = users;
  const { users: others } = await listUsers(context, { q: 'no:vero', sort: 'name', limit: 1 });
  const except = `${first?.id},${others[0]?.id}`;
  expect(await countUsers(context, { q: 'vero:rare', except })).toMatchObject({ count: count - 1 });
});

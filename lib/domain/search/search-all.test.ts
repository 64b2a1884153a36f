import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#lib/platform/context.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { searchAll } from './search-all.ts';

let world: TestContext;
let viewer: Context;
beforeAll(async () => {
  world = await openTestContext('viewer');
  const { context, pool } = world;
  viewer = { ...context, actor: { memberId: 'm2', name: 'Ben', role: 'viewer' } };
  await pool.query(`
    insert into users (name, email, search) values
      ('Vip Winter', 'vip@example.org', E'vip winter\\nvip@example.org'), ('Ada', 'ada@example.org', E'ada\\nada@example.org');
    insert into tags (provider, key, value, usage_count) values
      ('vero', 'vip', null, 3), ('fragment', 'plan', 'vip', 2);
    insert into members (id, name, email, role) values ('m1', 'Ana', 'ana@team.example', 'viewer'), ('m2', 'Ben', 'ben@team.example', 'viewer');
    insert into runs (title, status, source, operations, actor) values
      ('Add vip at Vero', 'finished', '{}', '[]', 'Ana'), ('Add vip at Vero', 'discarded', '{}', '[]', 'Ana');
    insert into views (name, member_id, shared, q, sort) values
      ('Our VIPs', 'm1', true, 'vero:vip', 'name'), ('Vip, mine', 'm1', false, 'vero:vip', 'name')`);
});
afterAll(() => world.close());

test('a word finds users, tags, runs and the views that one may see', async () => {
  const found = await searchAll(viewer, { text: ' vip ' });
  expect(found.users).toEqual([{ id: 1, title: 'Vip Winter', email: 'vip@example.org' }]);
  expect(found.tags.map(({ provider, key, value, count }) => [provider, key, value, count])).toEqual([
    ['vero', 'vip', null, 3],
    ['fragment', 'plan', 'vip', 2],
  ]);
  expect(found.tags.map(({ id }) => typeof id)).toEqual(['number', 'number']);
  expect(found.runs).toEqual([{ value: '1', name: 'Add vip at Vero' }]);
  expect(found.views).toMatchObject([{ name: 'Our VIPs', q: 'vero:vip' }]);
});

test('a run is found by its number, with or without the word', async () => {
  for (const text of ['1', 'run 1', 'Run 1'])
    expect((await searchAll(viewer, { text })).runs).toEqual([{ value: '1', name: 'Add vip at Vero' }]);
});

test('a filter finds its users, one with a mistake nobody', async () => {
  expect((await searchAll(viewer, { text: 'ada OR winter' })).users).toHaveLength(2);
  expect((await searchAll(viewer, { text: '(ada' })).users).toEqual([]);
  const nothing = { users: [], tags: [], runs: [], undoable: [], views: [] };
  expect(await searchAll(viewer, { text: ' ' })).toEqual(nothing);
});

test('“undo” finds the runs that made something, that nobody took back, and that are one’s own or may be', async () => {
  const { rows } = await world.pool.query<{ id: string }>(`
    insert into runs (title, status, source, operations, actor, member_id, started_at) values
      ('Add winter', 'finished', '{}', '[]', 'Ana', 'm1', now()), ('Add winter', 'finished', '{}', '[]', 'Ben', 'm2', now()),
      ('Add winter', 'finished', '{}', '[]', 'Ben', 'm2', now()), ('Add winter', 'running', '{}', '[]', 'Ben', 'm2', now())
    returning id::text as id`);
  const [others, own, refused, running] = rows.map(({ id }) => id);
  await world.pool.query(
    `insert into run_providers (run_id, provider, accepted, refused)
      select id::bigint, 'vero', case when id = $2 then 0 else 3 end, 1 from unnest($1::text[]) id`,
    [[others, own, refused, running], refused],
  );
  const found = async (role: string, text: string) => {
    const context = { ...viewer, actor: { ...viewer.actor, role } };
    return (await searchAll(context, { text })).undoable.map(({ value }) => value);
  };
  expect(await found('admin', 'undo winter')).toEqual([own, others]);
  expect(await found('admin', `Undo run ${others}`)).toEqual([others]);
  expect(await found('marketer', 'undo')).toEqual([own]);
  expect(await found('marketer', 'winter')).toEqual([]);
  expect(await found('viewer', 'undo winter')).toEqual([]);
  await world.pool.query(
    `insert into runs (title, status, source, operations, actor, undo_of) values ('Undo', 'running', '{}', '[]', 'Ben', $1)`,
    [own],
  );
  expect(await found('admin', 'undo winter')).toEqual([others]);
});

test('what is too long, and who may nothing, is refused', async () => {
  await expect(searchAll(viewer, { text: 'x'.repeat(201) })).rejects.toMatchObject({ code: 'invalid' });
  const nobody = { ...viewer, actor: { ...viewer.actor, role: 'guest' } };
  await expect(searchAll(nobody, { text: 'vip' })).rejects.toMatchObject({ code: 'forbidden' });
});

/** The worker finds cases of users who changed, whoever changed them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImportWorld, openImports } from '#lib/testing/imports.ts';
import { listCases } from './list-cases.ts';
import { openNewCases } from './open-new-cases.ts';

let world: ImportWorld;
beforeAll(async () => {
  world = await openImports();
});
afterAll(() => world.close());

test('first everybody, then those who changed since', async () => {
  await world.rows(`insert into users (name, email, changed_at) values
    ('Ann', 'a@x.example', '2020-01-01'), ('Anna', 'A@x.example', '2020-01-01')`);
  expect(await openNewCases(world.context.database)).toBe(1);
  expect(await openNewCases(world.context.database)).toBe(0);
  await world.rows(`insert into users (name, email) values ('Bo', 'b@x.example'), ('Bob', 'b@x.example')`);
  expect(await openNewCases(world.context.database)).toBe(1);
  const { counts, cases } = await listCases(world.context);
  expect(counts).toEqual({ 'same-email': 2 });
  expect(cases.map(({ users }) => users.map(({ title }) => title))).toEqual([
    ['Ann', 'Anna'],
    ['Bo', 'Bob'],
  ]);
});

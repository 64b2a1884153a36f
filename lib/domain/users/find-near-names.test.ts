import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { findNearNames } from './find-near-names.ts';

let world: TestContext;
beforeAll(async () => {
  world = await openTestContext('viewer');
  const people = [
    'Kanya Bautista',
    'Kandace Miller',
    'Kang Jihoon',
    'Kaia Lund',
    'Íñigo Ibáñez',
    'Joanne Johnson',
    'Ana Ruiz',
    'Omar Said',
  ];
  for (const name of people) {
    const email = `${name.split(' ')[1]?.toLowerCase()}@example.org`;
    await world.pool.query(
      `insert into users (name, email, search) values ($1, $2, fold_text($1 || E'\\n' || $2))`,
      [name, email],
    );
  }
  await world.pool.query(`insert into users (name, email, search) values ('', '', 'kania')`);
});
afterAll(() => world.close());

const near = async (text: string) => (await findNearNames(world.context, { text })).map(({ title }) => title);

test('a misspelt name finds who is spelt like it, the likeliest first', async () => {
  expect((await near('kania'))[0]).toBe('Kanya Bautista');
  expect(await near('Kania Bautsta')).toEqual(['Kanya Bautista']);
  expect(await near('jonson')).toEqual(['Joanne Johnson']);
  expect(await near('ÍÑIGA')).toEqual(['Íñigo Ibáñez']);
  expect(await near('millr@example')).toEqual(expect.arrayContaining(['Kandace Miller']));
});

test('two letters changed over are near, however little is left', async () => {
  expect((await near('knaya'))[0]).toBe('Kanya Bautista');
  expect(await near('omra')).toEqual(['Omar Said']);
});

test('what resembles nobody, and what is too short, finds nobody', async () => {
  expect(await near('zzyzx quux')).toEqual([]);
  expect(await near('kan')).toEqual([]);
  expect(await near('%_\\%')).toEqual([]);
});

test('a role that may not read users finds nobody', async () => {
  const nobody = { ...world.context, actor: { memberId: null, name: 'Vera', role: 'guest' } };
  await expect(findNearNames(nobody, { text: 'kania' })).rejects.toMatchObject({ code: 'forbidden' });
});

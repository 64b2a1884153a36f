import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { suggestNames } from './suggest-names.ts';

let world: TestContext;
beforeAll(async () => {
  world = await openTestContext('viewer');
  for (const [id, name] of [
    ['m1', 'Ana Ruiz'],
    ['m2', 'Ben'],
  ])
    await world.pool.query(
      `insert into members (id, name, email, role) values ($1::text, $2, $1::text || '@team.example', 'viewer')`,
      [id, name],
    );
  for (const [title, status] of [
    ['Add prospect at Vero', 'done'],
    ['Add vip at Vero', 'discarded'],
    ['Remove prospect at Vero', 'running'],
  ])
    await world.pool.query(
      `insert into runs (title, status, source, operations, actor) values ($1, $2, '{}', '[]', 'Ana')`,
      [title, status],
    );
});
afterAll(() => world.close());

const values = async (role: string, input: object) => {
  const actor = { memberId: 'm2', name: 'Ben', role };
  const found = await suggestNames({ ...world.context, actor }, input);
  return found.map(({ value, name }) => `${value} ${name}`);
};

test('who manages members is offered all of them, oneself first; others are offered themselves', async () => {
  expect(await values('admin', { wanted: 'member' })).toEqual([
    'm2@team.example Ben',
    'm1@team.example Ana Ruiz',
  ]);
  expect(await values('admin', { wanted: 'member', text: 'RUI' })).toEqual(['m1@team.example Ana Ruiz']);
  expect(await values('viewer', { wanted: 'member' })).toEqual(['m2@team.example Ben']);
  expect(await values('viewer', { wanted: 'member', text: 'ana' })).toEqual([]);
});

test('runs are offered by number or title, newest first, plans thrown away left out', async () => {
  expect(await values('viewer', { wanted: 'run' })).toEqual([
    '3 Remove prospect at Vero',
    '1 Add prospect at Vero',
  ]);
  expect(await values('viewer', { wanted: 'run', text: 'add' })).toEqual(['1 Add prospect at Vero']);
  expect(await values('viewer', { wanted: 'run', text: '3' })).toEqual(['3 Remove prospect at Vero']);
  expect(await values('viewer', { wanted: 'run', text: '%' })).toEqual([]);
});

test('imports are offered by number or file, newest first', async () => {
  for (const fileName of ['autumn.csv', 'Spring.csv'])
    await world.pool.query("insert into imports (file_name, actor) values ($1, 'Ana')", [fileName]);
  expect(await values('viewer', { wanted: 'import' })).toEqual(['2 Spring.csv', '1 autumn.csv']);
  expect(await values('viewer', { wanted: 'import', text: 'spring' })).toEqual(['2 Spring.csv']);
});

test('a role that may nothing is offered nothing', async () => {
  await expect(values('guest', { wanted: 'run' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(values('viewer', { wanted: 'user' })).rejects.toMatchObject({ code: 'invalid' });
});

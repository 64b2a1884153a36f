import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importUsers } from '#lib/domain/imports/import-users.ts';
import type { Context } from '#lib/platform/context.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { createUser } from './create-user.ts';
import { exportUsers } from './export-users.ts';
import { listUsers } from './list-users.ts';

let world: TestContext;
let context: Context;

beforeAll(async () => {
  world = await openTestContext('marketer');
  context = world.context;
});

afterAll(() => world.close());

async function exportText(
  of: Context,
  input: { q?: string; sort?: string; columns?: string; users?: string; except?: string },
): Promise<string> {
  const { text } = await exportUsers(of, input);
  let whole = '';
  for await (const part of text) whole += part;
  return whole;
}

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true });

test('what is exported can be loaded into an empty installation and gives the same list', async () => {
  const file = [
    'name,email,vero_id,cerego_user_id,capillary_user_id,fragment_user_ref,vero_tags,cerego_tags,capillary_labels,fragment_tags',
    '"O\'Brien, ""Liv""",liv@example.com,v1,11,101,ref1,prospect;new,Region=California,Premium Customer,plan=team',
    '=HYPERLINK(1),formula@example.com,v2,,,,-minus;+plus,,,',
    'Zoë 客户 😀,zoe@example.com,,12,,,,Region==x,,',
    `,odd@example.com,+447700900123,13,103,ref3,"""A;B"";keep;'=vip;say ""hi""","""Team""=""a;b""","""Gold; Silver""","""a=b""=c;balance=-5"`,
  ].join('\n');
  await importUsers(context, { fileName: 'a.csv', stream: Readable.from([Buffer.from(file)]) });
  const text = await exportText(context, { sort: 'email' });
  const rows = rowsOf(text);
  expect(rows.map((row) => row.email)).toEqual([
    'formula@example.com',
    'liv@example.com',
    'odd@example.com',
    'zoe@example.com',
  ]);
  const { rows: kept } = await world.pool.query(
    `select t.key, t.value from users u join tags t on t.id = any(u.tag_ids) where u.email = 'odd@example.com' order by 1`,
  );
  expect(kept).toEqual(
    expect.arrayContaining([
      { key: 'A;B', value: null },
      { key: '=vip', value: null },
      { key: 'say "hi"', value: null },
      { key: 'Team', value: 'a;b' },
      { key: 'Gold; Silver', value: null },
      { key: 'a=b', value: 'c' },
    ]),
  );
  expect(kept).toHaveLength(8);
  expect(rows[1]).toEqual({
    name: 'O\'Brien, "Liv"',
    email: 'liv@example.com',
    vero_id: 'v1',
    cerego_user_id: '11',
    capillary_user_id: '101',
    fragment_user_ref: 'ref1',
    vero_tags: 'new;prospect',
    cerego_tags: 'Region=California',
    capillary_labels: 'Premium Customer',
    fragment_tags: 'plan=team',
  });

  const other = await openTestContext('marketer');
  const report = await importUsers(other.context, {
    fileName: 'b.csv',
    stream: Readable.from([Buffer.from(text)]),
  });
  expect(report).toMatchObject({ rowsRead: 4, rowsLoaded: 4, rowsBad: 0 });
  expect(await exportText(other.context, { sort: 'email' })).toBe(text);
  await other.close();
});

test('the file has the columns of the list in their order, and what it says can be loaded again', async () => {
  const columns = 'changed,cerego.Region,email,tags,vero,nonsense,fragment.plan';
  const rows = rowsOf(await exportText(context, { q: 'liv', columns }));
  expect(Object.entries(rows[0] ?? {})).toEqual([
    ['name', 'O\'Brien, "Liv"'],
    ['changed_at', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)],
    ['cerego.Region', 'California'],
    ['email', 'liv@example.com'],
    ['tag_count', '5'],
    ['vero_tags', 'new;prospect'],
    ['fragment.plan', 'team'],
  ]);
  expect(
    Object.keys(rowsOf(await exportText(context, { q: 'liv', columns: 'identities' }))[0] ?? {}),
  ).toEqual(['name', 'vero_id', 'cerego_user_id', 'capillary_user_id', 'fragment_user_ref']);

  const other = await openTestContext('marketer');
  const wide =
    'email,identities,cerego.Region,cerego.Team,fragment.plan,fragment.balance,fragment.a%3Db,vero,capillary,tags,changed';
  const text = await exportText(context, { sort: 'email', columns: wide });
  const load = { fileName: 'b.csv', stream: Readable.from([Buffer.from(text)]) };
  expect(await importUsers(other.context, load)).toMatchObject({ rowsLoaded: 4, rowsBad: 0 });
  expect(await exportText(other.context, { sort: 'email' })).toBe(
    await exportText(context, { sort: 'email' }),
  );
  await other.close();
});

test('no cell can start a formula', async () => {
  await createUser(context, { name: '@SUM(A1)', email: 'sum@example.com', fragment: '-1' });
  const rows = rowsOf(await exportText(context, {}));
  const cells = rows.flatMap((row) => Object.values(row));
  // Nor with a semicolon as the separator.
  expect(cells.flatMap((cell) => cell.split(';')).filter((part) => /^"*[=+\-@\t\r]/.test(part))).toEqual([]);
  expect(cells).toContain("'@SUM(A1)");
});

test('the filter of the list is the filter of the file, whatever its length', async () => {
  await world.pool.query(`
    with made as (insert into users (name, email) select 'Crowd', 'crowd' || n || '@example.com'
      from generate_series(1, 4500) n returning id)
    select refresh_users(array_agg(id)) from made`);
  await world.pool.query(`select refresh_users(array_agg(id)) from users`);
  const rows = rowsOf(await exportText(context, { q: 'crowd', sort: 'email-desc' }));
  expect(rows).toHaveLength(4_500);
  const { users } = await listUsers(context, { q: 'crowd', sort: 'email-desc' });
  expect(rows.slice(0, 50).map((row) => row.email)).toEqual(users.map((user) => user.email));
});

test('who may not export gets no file', async () => {
  const support = { ...context, actor: { ...context.actor, role: 'support' } };
  await expect(exportUsers(support, {})).rejects.toMatchObject({ code: 'forbidden' });
});

test('single users are exported, or left out of all that match', async () => {
  const ids = new Map<string, number>();
  for (const name of ['Ida Only', 'Jon Only', 'Kim Only'])
    ids.set(name, (await createUser(context, { name, email: `${name.slice(0, 3)}@only.example` })).userId);
  const namesOf = async (input: Parameters<typeof exportText>[1]) =>
    rowsOf(await exportText(context, { sort: 'name', ...input })).map(({ name }) => name);
  const [ida, jon] = [ids.get('Ida Only'), ids.get('Jon Only')];
  expect(await namesOf({ users: `${ida},${jon}` })).toEqual(['Ida Only', 'Jon Only']);
  expect(await namesOf({ q: 'only.example', except: `${jon}` })).toEqual(['Ida Only', 'Kim Only']);
  await expect(exportText(context, { users: '1;2' })).rejects.toMatchObject({ code: 'invalid' });
});

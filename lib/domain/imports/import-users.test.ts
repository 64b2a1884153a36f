import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImportWorld, openImports } from '#lib/testing/imports.ts';
import { importUsers } from './import-users.ts';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImports();
});

afterAll(() => world.close());

const load = (...lines: string[]) => world.load(...lines);
const rows = (text: string, ...parameters: unknown[]) => world.rows(text, ...parameters);
const tagsOf = (externalId: string) => world.tagsOf(externalId);

test('users, identities, tags, catalogue, counts and ledger come from one row', async () => {
  const report = await load('Ada,ada@x.example,a-v,a-c,101,a-f,red;green,Region=West,Gold,plan=pro');
  expect(report).toMatchObject({
    rowsRead: 1,
    rowsLoaded: 1,
    rowsBad: 0,
    usersCreated: 1,
    usersChanged: 0,
    badRows: [],
  });
  expect(await tagsOf('a-v')).toEqual([
    { key: 'green', value: null, proof: 'imported' },
    { key: 'red', value: null, proof: 'imported' },
  ]);
  expect(await tagsOf('a-c')).toEqual([{ key: 'Region', value: 'West', proof: 'imported' }]);
  const [user] = await rows("select * from users where email = 'ada@x.example'");
  expect(user).toMatchObject({ name: 'Ada', tag_count: 5, identity_mask: 15, tag_mask: 15, proof_mask: 4 });
  const lines = await rows('select * from changes where user_id = $1 order by provider', user?.id);
  expect(lines).toHaveLength(4);
  expect(lines[3]).toMatchObject({
    kind: 'import',
    outcome: 'imported',
    state: 'closed',
    import_id: report.importId,
    before: [],
    operations: [
      { verb: 'add', key: 'red', value: null },
      { verb: 'add', key: 'green', value: null },
    ],
  });
  expect(await rows("select usage_count from tags where key = 'red'")).toEqual([{ usage_count: 1 }]);
  expect(
    await rows(
      'select rows_loaded, ended_at is not null as ended from imports where id = $1',
      report.importId,
    ),
  ).toEqual([{ rows_loaded: 1, ended: true }]);
});

test('summary columns are what refresh_users makes of them', async () => {
  await load(
    'Bea ÀÉ,bea@x.example,b-v,b-c,,b-f,"z;a;m","Region=N;Team=B",,plan=x',
    ',B2@x.example,,,202,,,,,',
  );
  const summary =
    'select id, search, tag_ids, tag_count, identity_mask, tag_mask, gap_mask, proof_mask from users order by id';
  const written = await rows(summary);
  await rows('select refresh_users(array_agg(id)) from users');
  expect(await rows(summary)).toEqual(written);
});

test('loading the same file again changes nothing', async () => {
  const line = 'Cy,cy@x.example,c-v,,,,one;two,,,';
  await load(line);
  const before = await rows("select id, changed_at from users where email = 'cy@x.example'");
  const report = await load(line);
  expect(report).toMatchObject({ rowsLoaded: 1, usersCreated: 0, usersChanged: 0 });
  expect(await rows("select id, changed_at from users where email = 'cy@x.example'")).toEqual(before);
  expect(await rows('select 1 from changes where import_id = $1', report.importId)).toEqual([]);
});

test('a user is found by any id, then by e-mail in any case; what is new is added', async () => {
  await load('Dee,dee@x.example,d-v,,,,one,,,');
  const report = await load('Dora,,d-v,d-c,,,two,Region=East,,', ',DEE@x.example,,,303,,,,Gold,');
  expect(report).toMatchObject({ usersCreated: 0, usersChanged: 1, rowsBad: 0 });
  expect(
    await rows("select name, email, tag_count, identity_mask from users where email = 'dee@x.example'"),
  ).toEqual([{ name: 'Dora', email: 'dee@x.example', tag_count: 4, identity_mask: 7 }]);
});

test('rows of one file about one user are merged in order', async () => {
  const report = await load(
    'E,,,e-c,,,,Region=One,,',
    ',e@x.example,e-v,e-c,,,,Region=Two,,',
    ',e@x.example,,,,,late,,,',
  );
  expect(report).toMatchObject({ rowsLoaded: 3, usersCreated: 1, rowsBad: 0 });
  expect(await tagsOf('e-c')).toEqual([{ key: 'Region', value: 'Two', proof: 'imported' }]);
  expect(await tagsOf('e-v')).toEqual([{ key: 'late', value: null, proof: 'imported' }]);
  expect(await rows("select 1 from changes where external_id = 'e-c'")).toHaveLength(1);
});

test('a file replaces what came from a file, and never overrules a provider', async () => {
  await load(',,,f-c,,f-f,,Region=West,,plan=free;seat=1');
  await rows(
    `update identity_tags set proof = 'confirmed' from identities i, tags t
     where i.id = identity_id and t.id = tag_id and i.external_id = 'f-f' and t.key = 'plan'`,
  );
  const good = await load(',,,f-c,,f-f,,Region=East,,plan=free;seat=2');
  expect(good.rowsBad).toBe(0);
  expect(await tagsOf('f-c')).toEqual([{ key: 'Region', value: 'East', proof: 'imported' }]);
  expect(await tagsOf('f-f')).toEqual([
    { key: 'plan', value: 'free', proof: 'confirmed' },
    { key: 'seat', value: '2', proof: 'imported' },
  ]);
  expect(await rows("select usage_count from tags where key = 'seat' and value = '1'")).toEqual([
    { usage_count: 0 },
  ]);
  const bad = await load(',,,f-c,,f-f,,Region=South,,plan=pro');
  expect(bad.badRows).toEqual([
    { line: 2, column: 'fragment_tags', reason: expect.stringContaining('plan is “free” (confirmed)') },
  ]);
  expect(await tagsOf('f-c')).toEqual([{ key: 'Region', value: 'East', proof: 'imported' }]);
});

test('rows that name two users, take an id or bring loose tags are bad; the others load', async () => {
  await load('Gus,gus@x.example,g-v,,,,,,,', 'Hal,hal@x.example,,h-c,,,,,,');
  const report = await load(
    ',,g-v,h-c,,,,,,',
    ',hal@x.example,g-v,,,,,,,',
    ',gus@x.example,other,,,,,,,',
    ',new@x.example,,,,,loose,,,',
    'Ida,ida@x.example,i-v,,,,,,,',
  );
  expect(report).toMatchObject({ rowsRead: 5, rowsLoaded: 1, rowsBad: 4, usersCreated: 1 });
  expect(report.badRows).toEqual([
    {
      line: 2,
      column: 'cerego_user_id',
      reason: expect.stringContaining('two users: Gus by Vero id, Hal by Cerego'),
    },
    { line: 3, column: 'email', reason: expect.stringContaining('two users') },
    { line: 4, column: 'vero_id', reason: expect.stringContaining('Gus has the Vero id g-v already') },
    { line: 5, column: 'vero_tags', reason: expect.stringContaining('no Vero id') },
  ]);
});

test('text that COPY or SQL would take for its own arrives as it is', async () => {
  const odd = `\\N "quoted" {a,b} '; drop table users; --`;
  await load(`"${odd.replaceAll('"', '""')}",odd@x.example,o\\v,,,,"tab\there,\\.",,,`);
  expect(await rows("select name from users where email = 'odd@x.example'")).toEqual([{ name: odd }]);
  expect(await tagsOf('o\\v')).toEqual([{ key: 'tab\there,\\.', value: null, proof: 'imported' }]);
});

test('files that are loaded at the same time do not lose or double anybody', async () => {
  const lines = Array.from(
    { length: 300 },
    (_, number) => `P${number},p${number}@x.example,p-${number},,,,same;t${number % 7},,,`,
  );
  const reports = await Promise.all([load(...lines), load(...lines.toReversed()), load(...lines)]);
  expect(reports.map(({ rowsLoaded }) => rowsLoaded)).toEqual([300, 300, 300]);
  expect(await rows("select count(*) from users where email like 'p%@x.example'")).toEqual([{ count: 300 }]);
  expect(await rows("select usage_count from tags where key = 'same'")).toEqual([{ usage_count: 300 }]);
});

test('a viewer may not import', async () => {
  const viewer = { ...world.context, actor: { memberId: 'x', name: 'V', role: 'viewer' } };
  await expect(
    importUsers(viewer, { fileName: 'x.csv', stream: (async function* () {})() }),
  ).rejects.toMatchObject({
    code: 'forbidden',
  });
});

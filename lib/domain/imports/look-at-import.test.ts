import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImportWorld, openImports } from '#lib/testing/imports.ts';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImports();
});

afterAll(() => world.close());

test('ids out of a spreadsheet are named, above all where the right ones are known', async () => {
  await world.load(',,7,,,,,,,', ',,8,,,,,,,', ',,0004711,,,,,,,', ',,700100000,,,,,,,');
  const look = await world.look(
    ',,7.0,1185304.0,,,spring-sale,,,',
    ',,"8,0",,,,,,,',
    ',,9.0,,,,,,,',
    ',,2.19E+26,,,,,,,',
    ',,7.001E+08,,,,,,,',
    ",,'0004711,,,,,,,",
    ',,4711,,,,,,,',
    ',,7,,,,,,,',
    ',,ordinary-1.0,E12,,,,,,',
  );
  expect(look).toMatchObject({ rowsRead: 9, rowsBad: 0, usersCreated: 8, usersUnchanged: 1 });
  expect(look.advice.every(({ holds }) => holds)).toBe(true);
  expect(look.advice.map(({ column, text, line, example }) => [column, line, example, text])).toEqual([
    [
      'vero_id',
      2,
      '7.0',
      '3 Vero ids look like numbers out of a spreadsheet. 2 of them are known here without “.0”: “7” for “7.0”.',
    ],
    [
      'vero_id',
      5,
      '2.19E+26',
      '2 Vero ids look like numbers out of a spreadsheet. One of them is known here written out: “700100000” for “7.001E+08”.',
    ],
    [
      'vero_id',
      7,
      "'0004711",
      "1 Vero id begins with an apostrophe, as spreadsheets mark text. It is known here without it: “0004711” for “'0004711”.",
    ],
    [
      'vero_id',
      8,
      '4711',
      '1 Vero id is not known here, but is with zeros before it, which spreadsheets drop: “0004711” for “4711”.',
    ],
    ['cerego_user_id', 2, '1185304.0', '1 Cerego user id looks like a number out of a spreadsheet.'],
  ]);
});

test('what is here already as the file has it needs no advice; what nobody sees does', async () => {
  await world.load(',,3.0,,,,a\u200Bb,,,');
  expect((await world.look(',,3.0,,,,a\u200Bb,,,')).advice).toEqual([]);
  const { advice } = await world.look(',,3.0,,,,c\u200Bd;c d,,,', ',,in\u200Bvisible,,,,,,,');
  expect(advice).toEqual([
    expect.objectContaining({ column: 'vero_tags', holds: true, line: 2, example: 'c\u200Bd' }),
    expect.objectContaining({ column: 'vero_id', holds: true, line: 3 }),
    // A provider's preference is advice and does not hold the import.
    expect.objectContaining({
      column: 'vero_tags',
      holds: false,
      text: expect.stringContaining('Vero advises'),
    }),
  ]);
});

test('addresses as other systems keep them are loaded, with a word on the unusual ones', async () => {
  const unusual = ['taro..yamada.@docomo.example', 'root@localhost', 'a@1.2.3.4'];
  const usual = ['jürgen@mail.example', 'info@müller-shop.example', 'r&d@mail.example', 'a/b=c@mail.example'];
  const loaded = [...unusual, ...usual];
  const look = await world.look(...loaded.map((email) => `,${email},,,,,,,,`));
  expect(look).toMatchObject({ rowsBad: 0, usersCreated: loaded.length });
  expect(look.advice.map(({ column, example, holds }) => [column, example, holds])).toEqual(
    unusual.map((email) => ['email', email, false]),
  );
  expect(look.advice[0]?.text).toContain('two dots in a row');
  await world.load(...loaded.map((email) => `,${email},,,,,,,,`));
  expect((await world.look(...loaded.map((email) => `,${email},,,,,,,,`))).advice).toEqual([]);
  const { advice } = await world.look(',in\u200Bvisible@mail.example,,,,,,,,');
  expect(advice[0]).toMatchObject({ column: 'email', holds: true });
});

test('ids are text: zeros before it make another user, and an address may be one', async () => {
  await world.load(',,007-text,,,,,,,', ',,7-text,,,,,,,', ',,mail.as.id@mail.example,,,,,,,');
  const { rows } = await world.context.database.execute(
    sql`select count(distinct user_id)::int as users from identities
      where external_id in ('007-text', '7-text', 'mail.as.id@mail.example')`,
  );
  expect(rows).toEqual([{ users: 3 }]);
});

test('a tag that is new and looks like a known one holds the import; a known one does not', async () => {
  await world.load(',,twin-1,,,twin-f,Café Club;Cafe\u0301 Bar;Café Bar,,,city=New York');
  const { advice } = await world.look(
    ',,twin-2,,,,Cafe\u0301 Club;Café Bar;Other,,,',
    ',,twin-3,,,twin-g,Cafe\u0301 Club,,,city=New\u00A0York',
  );
  const looks = advice.filter(({ text }) => text.startsWith('Looks like'));
  expect(looks).toEqual([
    expect.objectContaining({ column: 'vero_tags', line: 2, example: 'Cafe\u0301 Club', holds: true }),
    expect.objectContaining({ column: 'fragment_tags', line: 3, example: 'city=New\u00A0York', holds: true }),
  ]);
  expect(looks[0]?.text).toBe('Looks like “Café Club”, which 1 user carries: it is another tag.');
});

test('the look says what loading then does, and writes nothing', async () => {
  const one = (...values: string[]) => fc.constantFrom('', ...values);
  const row = fc
    .record({
      name: one('Ada'),
      email: one('p1@x.example', 'p2@x.example', 'P1@x.example', 'no e-mail'),
      vero: one('pv1', 'pv2'),
      cerego: one('pc1', 'pc2'),
      capillary: one('501', 'x'),
      fragment: one('pf1'),
      veroTags: one('red', 'red;blue'),
      ceregoTags: one('Region=North', 'none'),
      labels: one('Gold'),
      fragmentTags: one('plan=free'),
    })
    .map((cells) => Object.values(cells).join(','));
  const written = () =>
    world.rows(`select (select count(*) from users) as users, (select count(*) from imports) as imports,
      (select count(*) from changes) as changes, (select count(*) from tags) as tags,
      (select last_value from users_id_seq) as sequence, (select max(xmin::text::bigint) from users) as version`);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (lines) => {
      const before = await written();
      const look = await world.look(...lines);
      expect(await written()).toEqual(before);
      const { rowsRead, rowsLoaded, rowsBad, usersCreated, usersChanged, badRows } = await world.load(
        ...lines,
      );
      expect(look).toMatchObject({ rowsRead, rowsLoaded, rowsBad, usersCreated, usersChanged, badRows });
    }),
    { numRuns: 12 },
  );
});

test('somebody new who is named again thousands of rows later is one person', async () => {
  const fillers = Array.from({ length: 5_000 }, (_, number) => `,,far-${number},,,,,,,`);
  const lines = [
    'Far,far@x.example,far-first,,,,,,,',
    ...fillers,
    ',FAR@x.example,,far-c,,,,,,',
    ',,far-first,,,,,,,',
  ];
  const look = await world.look(...lines);
  expect(look).toMatchObject({ rowsLoaded: 5_003, usersCreated: 5_001, usersChanged: 0 });
  expect((await world.load(...lines)).usersCreated).toBe(5_001);
}, 30_000);

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ImportChoices,
  type ImportLook,
  type ImportUse,
  importColumns,
  isIdentifying,
  sampleRows,
} from '#lib/shared/imports.ts';
import { type ImportWorld, openImports } from '#lib/testing/imports.ts';
import { importUsers } from './import-users.ts';
import { lookAtImport } from './look-at-import.ts';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImports();
});

afterAll(() => world.close());

const guessed: ImportChoices = { columns: null, corrections: [] };

function fileOf(lines: readonly string[], choices: unknown) {
  async function* stream() {
    yield new TextEncoder().encode(lines.join('\n'));
  }
  return { fileName: 'people.csv', stream: stream(), choices };
}

const look = (lines: readonly string[], choices: unknown = guessed) =>
  lookAtImport(world.context, fileOf(lines, choices));
const load = (lines: readonly string[], choices: unknown = guessed) =>
  importUsers(world.context, fileOf(lines, choices));
const usesOf = ({ columns }: ImportLook) => columns.map(({ use }) => use);

test('the first rows are shown as they would become', async () => {
  await load([
    'email,vero_id,vero_tags,fragment_user_ref,fragment_tags',
    'ada@first.example,f-1,red,f-r,plan=free',
  ]);
  const found = await look([
    'First name,Last name,Email Address,Vero ID,Labels at Vero,vero tags,fragment.plan',
    'Ada,L,ada@first.example,,blue,red;green,pro',
    'Bea,,bea@first.example,f-2,,,',
    ',,BEA@first.example,,,late,',
    'Cy,,no mail,f-3,,,',
  ]);
  expect(usesOf(found)).toEqual(['name', 'name', 'email', 'vero_id', null, 'vero_tags', 'fragment.plan']);
  expect(found.columns[0]).toEqual({ name: 'First name', use: 'name', sample: ['Ada', 'Bea', ''] });
  const added = { isThere: false, before: null };
  expect(found.first.map(({ user }) => user)).toEqual([
    {
      is: 'known',
      name: 'Ada L',
      email: 'ada@first.example',
      was: { name: '', email: 'ada@first.example' },
      identities: [
        {
          ...{ provider: 'vero', externalId: 'f-1', more: 0 },
          tags: [
            { key: 'red', value: null, isThere: true, before: null },
            { key: 'green', value: null, ...added },
          ],
        },
        {
          ...{ provider: 'fragment', externalId: 'f-r', more: 0 },
          tags: [{ key: 'plan', value: 'pro', isThere: false, before: 'free' }],
        },
      ],
    },
    expect.objectContaining({ is: 'new', name: 'Bea' }),
    expect.objectContaining({ is: 'again', name: 'Bea', email: 'BEA@first.example' }),
    null,
  ]);
  expect(found.bad).toEqual([
    {
      ...{ line: 5, user: null, title: 'Cy' },
      faults: [{ cell: 2, column: 'Email Address', reason: 'This is not an e-mail address.' }],
      fields: [{ cell: 2, text: 'no mail' }],
    },
  ]);
  expect(found.badRows).toEqual([
    { line: 5, column: 'Email Address', reason: 'This is not an e-mail address.' },
  ]);
});

test('cells are loaded as corrected, by the rules of the file’s own', async () => {
  const lines = ['Kunde,Mail,Kapillar,Label', 'Eva,eva,x,Gold', 'Fay,fay@mend.example,901,Gold'];
  const columns = ['name', 'email', 'capillary_user_id', 'capillary_labels'];
  const bad = await look(lines, { columns, corrections: [] });
  expect(bad.bad[0]?.fields).toEqual([
    { cell: 1, text: 'eva' },
    { cell: 2, text: 'x' },
  ]);
  const half = { columns, corrections: [{ line: 2, cell: 1, text: ' eva@mend.example ' }] };
  const found = await look(lines, half);
  expect(found).toMatchObject({ rowsBad: 1, usersCreated: 1 });
  const whole = { columns, corrections: [...half.corrections, { line: 2, cell: 2, text: '902' }] };
  const good = await look(lines, whole);
  // Corrected rows stay in the list, so that they can be corrected again.
  expect(good.bad).toMatchObject([{ line: 2, faults: [], fields: [{ cell: 1 }, { cell: 2, text: '902' }] }]);
  expect(await load(lines, whole)).toMatchObject({ rowsLoaded: 2, rowsBad: 0, usersCreated: 2 });
  expect(await world.rows("select name from users where email = 'eva@mend.example'")).toEqual([
    { name: 'Eva' },
  ]);
  expect(await world.tagsOf('902')).toEqual([{ key: 'Gold', value: null, proof: 'imported' }]);
});

test('a row is shown with every cell that may mend it', async () => {
  const fields = async (...lines: string[]) => (await look(lines)).bad[0]?.fields.map(({ cell }) => cell);
  expect(await fields('name,email,vero_id,vero_tags', 'Ida,,,')).toEqual([1, 2]);
  expect(await fields('email,vero_id,vero_tags,more', 'ida@loose.example,,red,x')).toEqual([2, 1]);
  expect(await fields('email,fragment.plan', 'ida@loose.example,free')).toEqual([1]);
  expect(await fields('email,name', 'a@b.example,"broken')).toEqual([]);
});

test('what is missing or does not fit is said, and nothing is loaded', async () => {
  const lines = ['Kunde,emial', 'Ada,ada@none.example'];
  expect(await look(lines)).toMatchObject({
    rowsRead: 0,
    missing: expect.stringContaining(
      'choose the one with the e-mail or an id. The header has an unknown column',
    ),
    columns: [
      { name: 'Kunde', use: null, sample: ['Ada'] },
      { name: 'emial', use: null },
    ],
  });
  await expect(load(lines)).rejects.toMatchObject({ code: 'invalid' });
  for (const choices of [
    { columns: ['email'], corrections: [] },
    { columns: ['email', 'email'], corrections: [] },
    { columns: ['email', 'vero.x'], corrections: [] },
    { columns: ['constructor', 'email'], corrections: [] },
    { columns: null, corrections: [{ line: 2, cell: 0, text: 'a\u0000' }] },
    { columns: null, corrections: [{ line: 2, cell: 0, text: 'a\uFFFD' }] },
    { columns: null, corrections: [{ line: -1, cell: 0, text: '' }] },
    'columns',
  ]) {
    await expect(look(lines, choices)).rejects.toMatchObject({ code: 'invalid' });
    await expect(load(lines, choices)).rejects.toMatchObject({ code: 'invalid' });
  }
  // Without choices only known columns are taken, as ever.
  await expect(load(['email,Notes', 'ada@none.example,x'], null)).rejects.toMatchObject({ code: 'invalid' });
  expect(await world.rows("select 1 from users where email = 'ada@none.example'")).toEqual([]);
});

test('the look says what loading then does, however columns are used and cells corrected', async () => {
  const uses = fc.constantFrom<ImportUse>(
    'name',
    'email',
    'vero_id',
    'vero_tags',
    'fragment_user_ref',
    'fragment_tags',
    null,
  );
  const cell = fc.constantFrom('', 'q1', 'q2', 'a@q.example', 'b@q.example', 'plan=free', 'red;blue');
  const width = 5;
  const columns = fc
    .array(uses, { minLength: width, maxLength: width })
    .map((all) =>
      all.map((use, index) =>
        use === 'name' || use?.endsWith('_tags') || all.indexOf(use) === index ? use : null,
      ),
    )
    .filter((all) => all.some(isIdentifying));
  const corrections = fc.array(
    fc.record({ line: fc.integer({ min: 2, max: 6 }), cell: fc.nat({ max: width }), text: cell }),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(
      columns,
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      corrections,
      async (chosen, rows, corrected) => {
        const lines = ['a,b,c,d,e', ...rows.map((cells) => cells.join(','))];
        const choices = { columns: chosen, corrections: corrected };
        const before = await world.rows('select count(*) from users');
        const found = await look(lines, choices);
        expect(await world.rows('select count(*) from users')).toEqual(before);
        const { rowsRead, rowsLoaded, rowsBad, usersCreated, usersChanged, badRows } = await load(
          lines,
          choices,
        );
        expect(found).toMatchObject({ rowsRead, rowsLoaded, rowsBad, usersCreated, usersChanged, badRows });
        expect(found.first.filter(({ user }) => user === null)).toHaveLength(rowsBad);
        expect(found.bad.filter(({ faults }) => faults.length > 0)).toHaveLength(rowsBad);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test('bad rows far down are listed, and whoever is changed by rows far apart counts once', async () => {
  await load(['vero_id', 'apart-1']);
  const lines = [
    'Vero ID,Name',
    'apart-1,One',
    ...Array.from({ length: 5_200 }, (_, number) => `apart-many-${number},`),
    ',Nobody',
    'apart-1,Two',
  ];
  const found = await look(lines);
  expect(found).toMatchObject({ rowsBad: 1, usersChanged: 1, bad: [{ line: 5_203, title: 'Nobody' }] });
  expect(found.first).toHaveLength(20);
  const choices = { columns: null, corrections: [{ line: 5_203, cell: 0, text: 'apart-nobody' }] };
  const report = await load(lines, choices);
  expect(report).toMatchObject({ rowsBad: 0, usersCreated: 5_201, usersChanged: 1 });
}, 60_000);

test('the sample file loads as it is', async () => {
  const lines = [importColumns, ...sampleRows].map((cells) => cells.join(','));
  expect(await look(lines, null)).toMatchObject({ rowsBad: 0, usersCreated: sampleRows.length, advice: [] });
});

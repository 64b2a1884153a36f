import { expect, test } from 'vitest';
import { type RowBatch, readRows } from './read-rows.ts';

const anyKey = { keyRule: () => null };

type Rows = Pick<RowBatch, 'rows' | 'bad' | 'rowsBad' | 'rowsNoText'>;

async function read(text: string | Uint8Array, size = 1_000): Promise<Rows> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  async function* stream() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const all = { rows: [], bad: [], rowsBad: 0, rowsNoText: 0 } as Rows;
  for await (const batch of readRows(stream(), anyKey, 100)) {
    all.rows.push(...batch.rows);
    all.bad.push(...batch.bad);
    all.rowsBad += batch.rowsBad;
    all.rowsNoText += batch.rowsNoText;
  }
  return all;
}

test.each([
  ['commas', 'email,vero_id,vero_tags\nada@x.example,v1,a;b\n'],
  ['a byte order mark and CRLF', '\uFEFFemail,vero_id,vero_tags\r\nada@x.example,v1,a;b\r\n'],
  ['semicolons', 'email;vero_id;vero_tags\nada@x.example;v1;"a;b"\n'],
  ['tabs, other order, no last line end', 'vero_tags\tEmail\tVERO_ID\na;b\tada@x.example\tv1'],
])('%s', async (_, text) => {
  const { rows, bad } = await read(text, 3);
  expect(bad).toEqual([]);
  expect(rows).toEqual([
    {
      line: 2,
      name: '',
      email: 'ada@x.example',
      identities: [
        {
          provider: 'vero',
          externalId: 'v1',
          tags: [
            { key: 'a', value: null },
            { key: 'b', value: null },
          ],
        },
      ],
    },
  ]);
});

test('UTF-16 as spreadsheets save it', async () => {
  const text = Buffer.from('\uFEFFname\temail\nŽofie\tz@x.example\n', 'utf16le');
  expect((await read(text, 1)).rows).toMatchObject([{ name: 'Žofie', email: 'z@x.example' }]);
});

test.each([
  ['', 'The file is empty.'],
  ['name,emial\n', 'Did you mean email?'],
  ['name,vero_tags\n', 'needs one of'],
  ['email,email\n', 'names email twice'],
  ['email,,name\n', 'without a name'],
  ['"email\n', 'cannot be read'],
])('header %j is refused: %s', async (text, words) => {
  await expect(read(text)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(words),
  });
});

const header =
  'name,email,vero_id,cerego_user_id,capillary_user_id,fragment_user_ref,vero_tags,cerego_tags,capillary_labels,fragment_tags\n';

test.each([
  ['n,not an e-mail,,,,,,,,', 'email', 'not an e-mail'],
  [`n,,,,9223372036854775808,,,,,`, 'capillary_user_id', 'at most 9223372036854775807'],
  ['n,,v,,,,,,,department=x', 'fragment_tags', ''],
  ['n,,,,,f,,,,no-equals', 'fragment_tags', 'has no “=”'],
  ['n,,,,,f,,,,a:b=c', 'fragment_tags', '“:” is not allowed'],
  ['n,,,c,,,,Region=A;Region=B,,', 'cerego_tags', 'named twice'],
  ['n,,,,1,,,,'.concat('x'.repeat(101), ','), 'capillary_labels', '101 characters'],
  ['n\u0000,a@x.example,,,,,,,,', 'name', 'NUL'],
  ['n,,,,,,,,,', '', 'neither an id nor an e-mail'],
  ['n,a@x.example,,,,,,,,,more', '', '11 cells'],
])('%j is bad in column %s', async (line, column, words) => {
  const { bad, rowsBad, rows } = await read(`${header}${line}\n`);
  if (words === '') expect(rows).toHaveLength(1);
  else {
    expect(rowsBad).toBe(1);
    expect(bad).toEqual([{ line: 2, column, reason: expect.stringContaining(words) }]);
  }
});

test('bytes that are no text are bad at their cell, and the next row is read', async () => {
  const text = Buffer.concat([
    Buffer.from('name,email\nB'),
    Buffer.from([0xff]),
    Buffer.from('b,b@x.example\nC,c@x.example\n'),
  ]);
  const { bad, rows } = await read(text);
  expect(bad).toEqual([{ line: 2, column: 'name', reason: expect.stringContaining('UTF-8') }]);
  expect(rows).toMatchObject([{ name: 'C' }]);
});

test('the apostrophe that an export put before a formula goes again', async () => {
  const { rows } = await read(`${header}'=1+1,,v,,,,"'-a;b",,,\n`);
  expect(rows).toMatchObject([{ name: '=1+1', identities: [{ tags: [{ key: '-a' }, { key: 'b' }] }] }]);
});

test('a column of one key is its value, and what follows from the rest is passed over', async () => {
  const { rows, bad } = await read(
    'email,cerego_user_id,Cerego.Region,cerego_tags,tag_count\n' +
      'a@x.example,11,"Bay; = Area",Team=Sales,7\n' +
      'b@x.example,12,,Team=Sales,x\n' +
      'c@x.example,13,Nevada,Region=Nevada,\n' +
      'd@x.example,14,Nevada,Region=Utah,\n',
  );
  expect(rows.map(({ identities }) => identities[0]?.tags)).toEqual([
    [
      { key: 'Team', value: 'Sales' },
      { key: 'Region', value: 'Bay; = Area' },
    ],
    [{ key: 'Team', value: 'Sales' }],
    [{ key: 'Region', value: 'Nevada' }],
  ]);
  expect(bad).toEqual([{ line: 5, column: 'cerego.Region', reason: '“Region” is named twice.' }]);
});

import { expect, test } from 'vitest';
import type { SaidForm } from '#lib/shared/csv.ts';
import { openTable } from './open-table.ts';

async function read(file: string | Uint8Array, said?: SaidForm) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  async function* stream() {
    for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
  }
  const { form, header, rows } = await openTable(stream(), said);
  const records = (await Array.fromAsync(rows)).flat();
  return { ...form, header, records, cells: records.map(({ cells }) => cells) };
}

const latin = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['the line that Excel reads its delimiter from', 'sep=;\r\na;b,c\r\n1;2\r\n', ['a', 'b,c'], [['1', '2']]],
  ['that line in quotes, for another sign', '"sep=^"\na^b\n1^2', ['a', 'b'], [['1', '2']]],
  [
    'lines that end in CR alone',
    'a,b\r1,2\r3,4\r',
    ['a', 'b'],
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  [
    'rows that are blank, and what a wider table left',
    'a,b,,\n1,2,,\n,,,\n , \n3,4\n',
    ['a', 'b'],
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['a row without its last cells', 'a,b,c\n1\n', ['a', 'b', 'c'], [['1']]],
  [
    'the guard of an export, in the header too',
    "a,'=b\n'+44,''-x\nO'Brien,it's -1\n",
    ['a', '=b'],
    [
      ['+44', "'-x"],
      ["O'Brien", "it's -1"],
    ],
  ],
])('%s', async (_, text, header, cells) => {
  expect(await read(text)).toMatchObject({ header, cells });
});

test.each([
  [
    'commas inside a header of semicolons',
    'name;email;id;tags (a, b, c, d, e)\nAda;a@x;1;"x, y"\nBea;b@x;2;z\n',
    ';',
  ],
  ['commas inside quotes', '"Last, First";id\n"Lovelace, Ada";1\n', ';'],
  [
    'commas in every cell of a file of semicolons',
    'name;id;tags\nLovelace, Ada;1;a\nHopper, Grace;2;b\n',
    ';',
  ],
  ['lists with semicolons in a file of commas', 'email,id,tags\na@x,1,x;y;z\nb@x,2,x;y;z\n', ','],
  ['tabs', 'email\ttags\na@x\tx;y,z\n', '\t'],
  ['bars', 'email|tags\na@x|x;y,z\n', '|'],
  ['a quote that nothing closes', 'id;size, inch\n1;"5\n2;7\n', ';'],
  ['one column', 'email\na@x\n', ','],
])('%s', async (_, text, delimiter) => {
  expect((await read(text)).delimiter).toBe(delimiter);
});

test('what is said of delimiter and encoding is done', async () => {
  expect((await read('a;b,c\n1;2,3\n', { delimiter: ',' })).header).toEqual(['a;b', 'c']);
  expect((await read('sep=;\na;b,c\n', { delimiter: ',' })).header).toEqual(['a;b', 'c']);
  const windows = { encoding: 'windows-1252' } as const;
  expect((await read(latin('a;b\nCafé;\x80\n'), windows)).cells).toEqual([['Café', '€']]);
  expect(await read('\uFEFFa\nCafé\n', windows)).toMatchObject({ header: ['a'], cells: [['Café']] });
});

test.each([
  [
    'a byte that is no UTF-8',
    latin('a,b\n1,Caf\xe9\n2,ok\n'),
    'bytes that are no text. Save the file as UTF-8',
  ],
  ['a NUL', latin('a,b\n1,x\0\n2,ok\n'), 'NUL'],
  [
    'half of a surrogate pair',
    Buffer.from('\uFEFFa,b\n1,\uD800\n2,ok\n', 'utf16le'),
    'bytes that are no text',
  ],
])('%s costs its own line', async (_, bytes, words) => {
  const { records } = await read(bytes);
  expect(records).toEqual([
    { line: 2, cells: null, fault: { cell: 1, reason: expect.stringContaining(words), isText: true } },
    { line: 3, cells: ['2', 'ok'], fault: null },
  ]);
});

test('cells beyond the header are reported with their line', async () => {
  const { records } = await read('a,b\n1,2,3\n');
  expect(records).toMatchObject([
    { line: 2, fault: { reason: expect.stringContaining('3 cells, the header 2') } },
  ]);
});

test('a header that cannot be read is refused, and the file closed', async () => {
  let isClosed = false;
  async function* stream() {
    try {
      yield latin('Gr\xf6\xdfe,b\n');
      yield Buffer.alloc(100_000, 'x');
    } finally {
      isClosed = true;
    }
  }
  await expect(openTable(stream())).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('bytes that are no text'),
  });
  expect(isClosed).toBe(true);
});

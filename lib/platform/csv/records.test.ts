import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvRecord, maxRecordLength, readRecords } from './records.ts';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, { size = 7, delimiter = ',' } = {}): Promise<CsvRecord[]> {
  const all: CsvRecord[] = [];
  for await (const records of readRecords(pieces(text, size), delimiter)) all.push(...records);
  return all;
}

test('quotes, doubled quotes, line breaks in cells, CRLF and blank lines', async () => {
  const text = 'a,b\r\n"x, ""y""","two\r\nlines"\r\n\r\n,\r\nlast,"cell"';
  for (const size of [1, 2, 3, 1000]) {
    expect(await read(text, { size })).toEqual([
      { line: 1, cells: ['a', 'b'], fault: null },
      { line: 2, cells: ['x, "y"', 'two\r\nlines'], fault: null },
      { line: 6, cells: ['last', 'cell'], fault: null },
    ]);
  }
});

test('any cells come back as they were written, however the text is cut into pieces', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', ' ', 'é', '😀') });
  const row = fc
    .array(cell, { minLength: 2, maxLength: 4 })
    .filter((cells) => cells.some((each) => each.trim() !== ''));
  const rows = fc.array(row, { minLength: 1, maxLength: 5 });
  const lineEnd = fc.constantFrom('\r\n', '\n', '\r');
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), lineEnd, async (cells, size, end) => {
      const quoted = (each: string) => (/[",\r\n]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each);
      const text = cells.map((each) => each.map(quoted).join(',')).join(end);
      expect((await read(text, { size })).map((record) => record.cells)).toEqual(cells);
    }),
  );
});

test.each(['\n', '\r\n', '\r'])(
  'a broken quote costs its own line only, with lines that end in %j',
  async (end) => {
    const text = 'a,b\n1,"open\n2,"fine"\n3,"broken"x\n4,ok\n5,"never closed\n6,ok\n';
    const records = await read(text.replaceAll('\n', end), { size: 3 });
    expect(records.map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['a', 'b']],
      [2, null],
      [3, ['2', 'fine']],
      [4, null],
      [5, ['4', 'ok']],
      [6, null],
      [7, ['6', 'ok']],
    ]);
    expect(records[1]).toMatchObject({ fault: { cell: 1, reason: expect.stringContaining('quote') } });
  },
);

test('a line without an end is refused without being held in memory', async () => {
  let produced = 0;
  async function* endless(): AsyncGenerator<string> {
    yield 'a,b\n';
    for (; produced < 40; produced += 1) yield 'x'.repeat(100_000);
    yield '\nlast,one\n';
  }
  const records: CsvRecord[] = [];
  for await (const some of readRecords(endless(), ',')) records.push(...some);
  expect(records).toEqual([
    { line: 1, cells: ['a', 'b'], fault: null },
    {
      line: 2,
      cells: null,
      fault: {
        cell: 0,
        reason: expect.stringContaining(maxRecordLength.toLocaleString('en')),
        isText: false,
      },
    },
    { line: 3, cells: ['last', 'one'], fault: null },
  ]);
});

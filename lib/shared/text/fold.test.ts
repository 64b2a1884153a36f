/** Browser and database fold alike. */
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { findFolded, fold, lookOf } from './fold.ts';

let pool: pg.Pool;
let drop: () => Promise<void>;
beforeAll(async () => {
  const own = await createTestDatabase();
  pool = new pg.Pool({ connectionString: own.url, max: 1 });
  drop = own.drop;
});
afterAll(async () => {
  await pool.end();
  await drop();
});

async function foldedBySql(texts: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ folded: string }>(
    'select fold_text(t) as folded from unnest($1::text[]) with ordinality as x(t, place) order by place',
    [texts],
  );
  return rows.map(({ folded }) => folded);
}

const letters = fc.constantFrom(
  ...[
    'e',
    'E',
    'é',
    'e\u0301',
    'Å',
    'Å',
    'A\u030A',
    'İ',
    'I',
    'ı',
    'i\u0307',
    'ß',
    'ẞ',
    'Σ',
    'ς',
    'ﬁ',
    'Ａ',
    '％',
  ],
  ...[
    '김',
    '김'.normalize('NFD'),
    'ｶﾞ',
    'ǆ',
    'Ǆ',
    'ǅ',
    'K',
    '½',
    '👩‍👩‍👧',
    'می‌خواهم',
    'Ж',
    '\u0323',
    '\u0307',
    '葛󠄀',
  ],
  ...[
    ' ',
    '\u00A0',
    '\u3000',
    '\t',
    '\u2003',
    '\u202F',
    '\u1680',
    '\u2800',
    '\n',
    '\u200B',
    '\u00AD',
    '\uFEFF',
    '\u3164',
  ],
);
const anything = fc.array(fc.oneof(letters, letters, fc.string({ unit: 'grapheme', maxLength: 3 })), {
  maxLength: 8,
});
const texts = fc.sample(
  anything.map((parts) => parts.join('').replaceAll('\0', '')),
  { numRuns: 2_000, seed: 11 },
);

test('the database folds a text as the browser does', async () => {
  expect(await foldedBySql(texts)).toEqual(texts.map(fold));
});

test('so it does with every sign that shows nothing, every space and every letter with two cases', async () => {
  const signs: string[] = [];
  // Recent letters may be missing from one of the two tables.
  const isKnown = (code: number) => code < 0x2c2f || (code >= 0xa640 && code < 0xa7c0) || code >= 0xf900;
  for (let code = 1; code < 0xe1000; code += 1) {
    const sign = String.fromCodePoint(code);
    const matters = /\p{Default_Ignorable_Code_Point}|\p{White_Space}/u.test(sign);
    if (matters || (/\p{Lu}|\p{Lt}/u.test(sign) && isKnown(code) && code < 0x16000)) signs.push(`a${sign}b`);
  }
  expect(signs.length).toBeGreaterThan(5_000);
  expect(await foldedBySql(signs)).toEqual(signs.map(fold));
});

test('folding twice changes nothing', () => {
  for (const text of texts) expect(fold(fold(text))).toBe(fold(text));
});

test.each([
  ['Jose\u0301', 'José'],
  ['김민수'.normalize('NFD'), '김민수'],
  ['New\u00A0York', 'New York'],
  ['ＴＡＲＯ＠ＭＡＩＬ．ＥＸＡＭＰＬＥ', 'TARO@MAIL.EXAMPLE'],
  ['vi\u200Bp', 'vip'],
])('%j and %j are one picture', (one, other) => {
  expect(lookOf(one)).toBe(lookOf(other));
  expect(fold(one.toLowerCase())).toBe(fold(other));
});

test('what can be told apart stays apart, but for letter case', () => {
  expect(lookOf('VIP')).not.toBe(lookOf('vip'));
  for (const [one, other] of [
    ['a', 'á'],
    ['ß', 'ss'],
    ['ı', 'i'],
    ['o', 'ø'],
    ['а', 'a'],
  ] as const)
    expect(fold(one)).not.toBe(fold(other));
});

test('a part of a word is found whatever its case and spelling, whole letters only', () => {
  const found = (text: string, wanted: string) => {
    const place = findFolded(text, wanted);
    return place && text.slice(place.from, place.to);
  };
  expect(found('ΟΔΥΣΣΕΥΣ', 'οδυσ')).toBe('ΟΔΥΣ');
  expect(found('İSTANBUL', 'istan')).toBe('İSTAN');
  expect(found('xCafe\u0301 Club', 'É C')).toBe('e\u0301 C');
  expect(found('김민수'.normalize('NFD'), '민')).toBe('민'.normalize('NFD'));
  expect(found('vi\u200Bp', 'VIP')).toBe('vi\u200Bp');
  expect(found('plain', 'x')).toBeNull();
});

import { expect, test } from 'vitest';
import { readWidths, writeWidths } from './kept-widths.ts';

test('widths are read back as they were written, whatever the key is called', () => {
  const widths = { name: 220, 'cerego.Region, old: 50%': 90, 'fragment.客户': 1_200 };
  expect(readWidths(writeWidths(widths))).toEqual(widths);
});

test('what no width can be is left out', () => {
  expect(
    readWidths('name:220,email:wide,vero:-5,nonsense:90,%E0%A4%A:90,tags:99999,:80,changed:61.5'),
  ).toEqual({
    name: 220,
  });
  for (const cookie of [undefined, '', ',,,', 'x'.repeat(5_000)]) expect(readWidths(cookie)).toEqual({});
});

test('a cookie stays short enough to be kept; what was changed last is in it', () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [`fragment.${'long'.repeat(40)}${n}`, 100]),
  );
  const text = writeWidths({ ...many, name: 300 });
  expect(text.length).toBeLessThanOrEqual(3_000);
  expect(readWidths(text)).toMatchObject({ name: 300 });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guard } from '#lib/shared/text/formula-guard.ts';
import { unguard } from './cells.ts';

const cell = fc.string({
  unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ';', '\t', '\r', '\n', 'a', '1', ' '),
});
/** How spreadsheets recognise formulas, also after another separator. */
const startsFormula = (text: string) =>
  text.split(/[;\r\n]/).some((part) => /^"*[=+\-@\t]/.test(part)) || /^"*\r/.test(text);

test('the guard keeps every cell from being a formula, and comes off without a trace', () => {
  fc.assert(
    fc.property(cell, (text) => {
      expect(unguard(guard(text))).toBe(text);
      expect(startsFormula(guard(text))).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ["'-", "''-"],
  ['!x;=1+1;=HYPERLINK(1)', "!x;'=1+1;'=HYPERLINK(1)"],
  ['a;"=1;2"', `a;'"=1;2"`],
  ["O'Brien; the 1-st", "O'Brien; the 1-st"],
  ['plan=a', 'plan=a'],
])('%s is written as %s', (text, written) => {
  expect(guard(text)).toBe(written);
});

import { expect, test } from 'vitest';
import { parseInput } from '#lib/shared/errors.ts';
import { maxFilterLength } from '#lib/shared/filter/grammar.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { createRunInput } from '#lib/shared/run-inputs.ts';
import { countUsersInput, exportUsersInput, listUsersInput } from '#lib/shared/user-list-input.ts';
import { changeViewInput, saveViewInput } from '#lib/shared/views.ts';

const view = (q: string) => ({ q, sort: 'name', columns: null });
const places: [string, (q: string) => unknown][] = [
  ['the list', (q) => parseInput(listUsersInput, { q })],
  ['the count', (q) => parseInput(countUsersInput, { q })],
  ['the export', (q) => parseInput(exportUsersInput, { q })],
  ['a new view', (q) => parseInput(saveViewInput, { ...view(q), name: 'Long', shared: false })],
  ['a changed view', (q) => parseInput(changeViewInput, { viewId: 1, state: view(q) })],
  [
    'a run',
    (q) =>
      parseInput(createRunInput, {
        source: { kind: 'filter', q },
        operations: [{ provider: 'vero', operations: [{ verb: 'add', key: 'vip', value: null }] }],
      }),
  ],
];

const longest = `${'x'.repeat(40)} OR `
  .repeat(maxFilterLength)
  .slice(0, maxFilterLength - 44)
  .concat('x'.repeat(44));

test.each(places)(
  '%s takes a filter of 10,000 characters, and says of a longer one how long it may be',
  (_, take) => {
    expect(parseFilter(longest).ok).toBe(true);
    expect(longest).toHaveLength(maxFilterLength);
    expect(() => take(longest)).not.toThrow();
    const tooLong =
      'A filter has at most 10,000 characters; this one has 10,001. New run takes longer lists.';
    expect(() => take(`${longest}x`)).toThrow(tooLong);
    expect(parseFilter(`${longest}x`)).toMatchObject({ ok: false, message: tooLong });
  },
);

import { expect, test } from 'vitest';
import type { IdentityRow } from './contract.ts';
import { type ToldIdentity, toIdentityRows } from './identity-rows.ts';
import { textRule } from './text-rule.ts';

const secret = 'top-secret-key-of-an-installation';
const provider = {
  label: 'Acme',
  rules: { externalId: textRule({ noun: 'Acme id', provider: 'Acme' }) },
  redact: (text: string) => text.replaceAll(secret, '[redacted]'),
};
const rowsOf = (...told: Parameters<typeof toIdentityRows>[1]) => toIdentityRows(provider, told);
const tag = (key: string, value: string | null = null) => ({ key, value, providerTagId: null });

test('what is told is a row, what is not is null', () => {
  expect(rowsOf({ externalId: 'a', name: ' Ann ', email: 'not checked', tags: [tag('k')] })).toEqual({
    rows: [{ externalId: 'a', secondRef: null, name: 'Ann', email: 'not checked', tags: [tag('k')] }],
    bad: [],
  });
  expect(rowsOf({ externalId: 'a', secondRef: 'a', name: '', email: ' ' }).rows).toEqual([
    { externalId: 'a', secondRef: null, name: null, email: null, tags: null },
  ]);
});

test.each(['', ' ', ' a', 'a\n', 'a\0', '\ud800', 'a\uFFFD', '\u200B', 'x'.repeat(255), `id ${secret}`])(
  'the id %j is a bad row, and as a second reference left out',
  (id) => {
    const { rows, bad } = rowsOf({ externalId: id, tags: [] }, { externalId: 'b', secondRef: id, tags: [] });
    expect(rows).toEqual([{ externalId: 'b', secondRef: null, name: null, email: null, tags: [] }]);
    expect(bad[0]).toEqual({ externalId: null, field: null, reason: expect.stringMatching(/^Acme lists /) });
    if (id !== '') expect(bad[1]).toMatchObject({ externalId: 'b', field: 'secondRef' });
    for (const { reason } of bad) expect(reason.isWellFormed() && !reason.includes('\0')).toBe(true);
  },
);

const spoilt: [keyof IdentityRow, Partial<ToldIdentity>][] = [
  ['name', { name: 'a\0b' }],
  ['name', { name: 'n'.repeat(255) }],
  ['email', { email: `${'e'.repeat(250)}@mail.example` }],
  ['tags', { tags: [tag('k\0')] }],
  // Together they would be one character.
  ['tags', { tags: [tag('\ud83e', '\udd84')] }],
  ['tags', { tags: [tag('k', '1'), tag('k', '2')] }],
  ['tags', { tags: [tag('k')], fault: 'tags that are none' }],
];

test.each(spoilt)('a %s that cannot be believed is named and left out: %j', (field, told) => {
  const { rows, bad } = rowsOf({ externalId: 'a', secondRef: 'r', ...told });
  expect(rows).toMatchObject([{ externalId: 'a', secondRef: 'r', [field]: null }]);
  expect(bad).toMatchObject([{ externalId: 'a', field }]);
});

test('an id that is told again is nobody’s, and a part’s earlier row is taken back', () => {
  const again = rowsOf({ externalId: 'a' }, { externalId: 'b' }, { externalId: 'a' }, { externalId: 'a' });
  expect(again.rows.map(({ externalId }) => externalId)).toEqual(['b']);
  expect(again.bad[0]).toEqual({ externalId: 'a', field: null, reason: 'Acme lists the id “a” twice.' });
  const known = toIdentityRows(provider, [{ externalId: 'c' }], () => true);
  expect(known).toMatchObject({ rows: [], bad: [{ externalId: 'c', field: null }] });
});

test('a reason holds no secret, not even a part of one', () => {
  for (let before = 0; before < 70; before += 1) {
    const [row] = rowsOf({ externalId: 'x'.repeat(before) + secret }).bad;
    expect(row?.reason).not.toMatch(/top|key/);
  }
});

import { expect, test } from 'vitest';
import { createRunInput } from '#lib/shared/run-inputs.ts';
import { choicesFor, fromChoice, guessUses, mappingOf, toChoice, usesOf } from './column-use.ts';

const upload = {
  columns: ['E-Mail', 'labels', 'plan', 'comment'],
  guesses: {
    who: [{ column: 'E-Mail', as: 'email' as const }],
    mappings: [{ column: 'labels', provider: 'capillary' as const, key: null }],
  },
};

test('a file whose columns name themselves needs no mapping by hand', () => {
  const mapping = mappingOf(
    upload.columns,
    guessUses(upload, () => true),
  );
  expect(mapping).toEqual({
    who: [{ column: 'E-Mail', as: 'email' }],
    mappings: [{ column: 'labels', provider: 'capillary', verb: 'add', key: null }],
  });
  const input = { source: { kind: 'csv', uploadId: 1, ...mapping }, operations: [] };
  expect(createRunInput.safeParse({ name: '', note: '', ...input }).success).toBe(true);
});

test('a column of a provider that is not connected is not used', () => {
  expect(
    mappingOf(
      upload.columns,
      guessUses(upload, () => false),
    ),
  ).toEqual({
    who: [{ column: 'E-Mail', as: 'email' }],
    mappings: [],
  });
});

test('a column for one key sends that key', () => {
  const uses = { plan: { kind: 'mapping', provider: 'fragment', verb: 'set', key: ' plan ' } } as const;
  expect(mappingOf(upload.columns, uses).mappings).toEqual([
    { column: 'plan', provider: 'fragment', verb: 'set', key: 'plan' },
  ]);
});

test('every choice of the list leads to itself', () => {
  const none = { kind: 'none' } as const;
  for (const { value } of choicesFor(() => true)) expect(toChoice(fromChoice(value, none))).toBe(value);
});

test('choosing the same provider again keeps verb and key', () => {
  const use = { kind: 'mapping', provider: 'fragment', verb: 'set', key: 'plan' } as const;
  expect(fromChoice('mapping fragment', use)).toBe(use);
  expect(fromChoice('mapping vero', use)).toEqual({
    kind: 'mapping',
    provider: 'vero',
    verb: 'add',
    key: '',
  });
});

test('nothing can be changed at a provider that is not connected, but its ids still find people', () => {
  const values = choicesFor((provider) => provider === 'vero').map(({ value }) => value);
  expect(values).toContain('who cerego');
  expect(values).not.toContain('mapping cerego');
});

test('a column of anything that names somebody is looked up in every way, and comes back as one use', () => {
  const uses = guessUses({ columns: ['E-mail or id'], guesses: { who: [], mappings: [] } }, () => true);
  const mapping = mappingOf(['E-mail or id'], uses);
  expect(mapping.who.map(({ as }) => as)).toEqual(['email', 'vero', 'cerego', 'capillary', 'fragment']);
  expect(usesOf(mapping)).toEqual(uses);
});

import { expect, test } from 'vitest';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { fieldText } from './field-condition.tsx';

test('no tag anywhere is a condition without a provider', () => {
  expect(parseFilter(fieldText('untagged', ' '))).toEqual({
    ok: true,
    filter: { kind: 'untagged', provider: null },
  });
  expect(fieldText('untagged', 'vero ')).toBe('untagged:vero');
});

test('every other field wants something after its colon', () => {
  expect(parseFilter(fieldText('run', ''))).toMatchObject({ ok: false });
  expect(fieldText('changed', ' 7d')).toBe('changed:7d');
});

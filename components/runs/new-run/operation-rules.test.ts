import { expect, test } from 'vitest';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { adviseOnHeld, type OperationForm, operationRules, toOperation } from './operation-rules.ts';

const nothing = { taken: [], fixedKeys: null };

function faultsOf(provider: 'vero' | 'cerego' | 'fragment', form: OperationForm, known = nothing as Known) {
  const parsed = operationRules(capabilitiesOf(provider), known).safeParse(form);
  return parsed.error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];
}
type Known = Parameters<typeof operationRules>[1];

test('a value is asked for where the operation writes one, and only there', () => {
  expect(faultsOf('fragment', { verb: 'update', key: 'plan', value: '' })[0]?.[0]).toBe('value');
  expect(faultsOf('fragment', { verb: 'remove', key: 'plan', value: '' })).toEqual([]);
  expect(faultsOf('vero', { verb: 'add', key: 'prospect', value: '' })).toEqual([]);
});

test('the provider’s own rule speaks at its field', () => {
  expect(faultsOf('fragment', { verb: 'add', key: 'a:b', value: 'c' })[0]?.[0]).toBe('key');
});

test('what may stand at a provider is not refused where it is to be removed or updated, and is said', () => {
  for (const verb of ['remove', 'update'] as const) {
    for (const key of [' a', 'a/b', 'k'.repeat(60), ' ']) {
      const form = { verb, key, value: 'x' };
      expect(operationRules(capabilitiesOf('fragment'), nothing).parse(form).key).toBe(key);
    }
    expect(faultsOf('fragment', { verb, key: '', value: 'x' })).toEqual([['key', 'Key cannot be blank.']]);
    expect(
      faultsOf('fragment', { verb, key: 'a/b', value: 'x' }, { taken: ['a/b'], fixedKeys: null }),
    ).toHaveLength(1);
  }
  expect(adviseOnHeld(capabilitiesOf('fragment'), { verb: 'remove', key: 'a/b', value: '' })).toContain(
    'Only users who hold exactly this',
  );
  expect(adviseOnHeld(capabilitiesOf('fragment'), { verb: 'remove', key: 'plan', value: '' })).toBeNull();
});

test('a tag has one operation, and a type must be among the account’s', () => {
  expect(
    faultsOf('vero', { verb: 'add', key: 'vip', value: '' }, { taken: ['vip'], fixedKeys: null }),
  ).toEqual([['key', '“vip” has a change already: remove that first.']]);
  const known = { taken: [], fixedKeys: ['Region'] };
  expect(faultsOf('cerego', { verb: 'add', key: 'Team', value: 'x' }, known)[0]?.[1]).toBe(
    '“Team” is not a type at Cerego. There are: Region.',
  );
});

test('an operation carries a value only where it means one', () => {
  const fragment = capabilitiesOf('fragment');
  expect(toOperation(fragment, { verb: 'remove', key: 'plan', value: 'left over' }).value).toBeNull();
  expect(toOperation(fragment, { verb: 'set', key: 'plan', value: 'team' }).value).toBe('team');
});

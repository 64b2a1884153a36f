import { expect, test } from 'vitest';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { adviseOnTyped, tagFormRules } from './tag-form-rules.ts';

const none = { held: [], fixedKeys: null };

function faultsOf(
  provider: 'vero' | 'cerego' | 'fragment',
  known: Parameters<typeof tagFormRules>[1],
  form: { key: string; value: string },
) {
  const verdict = tagFormRules(capabilitiesOf(provider), known).safeParse(form);
  return verdict.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

test('a slash in a key is refused where it is typed', () => {
  expect(faultsOf('fragment', none, { key: 'billing/owner', value: 'a' })).toEqual([
    'key: “/” is not allowed: a key has neither # nor / nor :.',
  ]);
});

test('a type that has a value is edited, not added again', () => {
  const known = { held: [{ key: 'Region', value: 'Nevada' }], fixedKeys: ['Region', 'Team'] };
  expect(faultsOf('cerego', known, { key: 'Region', value: 'California' })).toEqual([
    'key: Region is “Nevada” already: edit it instead.',
  ]);
  expect(faultsOf('cerego', known, { key: 'Team', value: 'Field' })).toEqual([]);
});

test('a type outside the account’s list is refused with the list', () => {
  expect(
    faultsOf('cerego', { held: [], fixedKeys: ['Region', 'Team'] }, { key: 'Plan', value: 'a' }),
  ).toEqual(['key: “Plan” is not a type at Cerego. There are: Region, Team.']);
});

test('a key that is taken is only warned of where overwriting exists', () => {
  const known = { held: [{ key: 'plan', value: 'free' }], fixedKeys: null };
  expect(faultsOf('fragment', known, { key: 'plan', value: 'team' })).toEqual([]);
  expect(adviseOnTyped(capabilitiesOf('fragment'), known, { key: 'plan', value: 'team' })).toEqual([
    'plan is “free” already: FRAGMENT will refuse a second one.',
  ]);
});

test('Vero’s advice warns and does not block', () => {
  expect(faultsOf('vero', none, { key: 'summer sale!', value: '' })).toEqual([]);
  expect(adviseOnTyped(capabilitiesOf('vero'), none, { key: 'summer sale!', value: '' })).toEqual([
    expect.stringContaining('Vero advises'),
  ]);
});

test('a label that is there and proved is not sent again; one that was never checked is', () => {
  const known = (proof: 'confirmed' | 'accepted' | 'imported' | 'unknown') => ({
    held: [{ key: 'vip', value: null, proof }],
    fixedKeys: null,
  });
  const form = { key: ' vip ', value: '' };
  for (const proof of ['confirmed', 'accepted'] as const)
    expect(faultsOf('vero', known(proof), form)).toEqual(['key: “vip” is here already.']);
  for (const proof of ['imported', 'unknown'] as const)
    expect(faultsOf('vero', known(proof), form)).toEqual([]);
});

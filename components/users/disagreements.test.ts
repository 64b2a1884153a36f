import { expect, test } from 'vitest';
import type { ListedIdentity, ShownTag } from '#lib/shared/users.ts';
import { differsTerm, formatDisagreement, withDisagreements } from './disagreements.ts';

const tag = (key: string, value: string | null): ShownTag => ({
  key,
  value,
  proof: 'confirmed',
  proofAt: '2026-11-21T00:00:00Z',
  colour: null,
});
const cerego: ListedIdentity = {
  provider: 'cerego',
  externalId: '11',
  tags: [tag('Team', 'Sales'), tag('Region', 'California')],
};
const fragment: ListedIdentity = {
  provider: 'fragment',
  externalId: 'f',
  tags: [tag('region', 'Nevada'), tag('plan', 'team')],
};
const vero: ListedIdentity = { provider: 'vero', externalId: 'v', tags: [tag('Region', null)] };

test('another value under the same key is marked at both providers and comes first', () => {
  const all = [vero, cerego, fragment];
  const [first, second] = withDisagreements(cerego, all);
  expect(first).toMatchObject({
    key: 'Region',
    differs: { provider: 'fragment', key: 'region', value: 'Nevada' },
  });
  expect(second?.differs).toBeUndefined();
  expect(withDisagreements(fragment, all)[0]).toMatchObject({
    key: 'region',
    differs: { provider: 'cerego', key: 'Region', value: 'California' },
  });
  expect(first && formatDisagreement('cerego', first)).toBe(
    'Region: California at Cerego, Nevada at FRAGMENT',
  );
});

test('equal values, labels and keys that only one provider has do not disagree', () => {
  const agreeing = { ...fragment, tags: [tag('region', 'California')] };
  expect(withDisagreements(cerego, [cerego, agreeing]).some(({ differs }) => differs)).toBe(false);
  expect(withDisagreements(vero, [vero, cerego])).toBe(vero.tags);
  expect(withDisagreements(cerego, [vero, cerego])).toBe(cerego.tags);
});

test('the difference can be filtered by', () => {
  expect(differsTerm('cerego', 'Region', { provider: 'fragment', key: 'region', value: 'Nevada' })).toEqual({
    kind: 'differs',
    left: { provider: 'cerego', key: 'Region' },
    right: { provider: 'fragment', key: 'region' },
  });
});

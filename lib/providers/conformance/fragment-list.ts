/** What is tried on FRAGMENT’s list of people. */
import fc from 'fast-check';
import type { ListedWorld, ListingUnderTest } from './environment.ts';
import { listedText, nobody } from './listing.ts';

type Tag = { key: string; value: string };
type User = { id: string; externalId: string; tags: readonly Tag[] };

const worldOf = (users: readonly User[]): ListedWorld => ({
  seed: { fragment: users },
  people: users.map(({ id, externalId, tags }) => ({
    ...nobody,
    externalId: id,
    secondRef: externalId === id ? null : externalId,
    tags: tags.map((tag) => ({ ...tag, providerTagId: null })),
  })),
});

const reference = fc.oneof(
  listedText.filter((text) => text !== '.' && text !== '..'),
  fc.constantFrom('a', 'b', 'c'),
);
const tag = fc.record({ key: listedText, value: listedText });
const worlds = fc
  .uniqueArray(
    fc.record({
      id: reference,
      externalId: reference,
      tags: fc.uniqueArray(tag, { selector: ({ key }) => key, maxLength: 4 }),
    }),
    { comparator: (one, other) => one.id === other.id || one.externalId === other.externalId, maxLength: 12 },
  )
  .map(worldOf);

const crowd = worldOf(
  Array.from({ length: 2_500 }, (_, index) => ({
    id: `user_${index}`,
    externalId: `crm-${index}`,
    tags: [{ key: 'plan', value: index % 2 === 0 ? 'team' : 'pro' }],
  })),
);

const listOf = (...users: unknown[]) => JSON.stringify({ data: users });
const user = (id: string, more: object = {}) => ({ id, external_id: `crm-${id}`, tags: [], ...more });
const padding = Array.from({ length: 4_000 }, (_, index) => `p${index}`);
const stops = true;

const spoilt = [
  {
    name: 'half a list stops it',
    bodies: [listOf(user('a'), user('b')).slice(0, -1)],
    ...{ stops, says: 'a list that breaks off', gives: [] },
  },
  {
    name: 'an entry without an id stops it',
    bodies: [listOf(user('a'), { external_id: 'b' })],
    ...{ stops, says: 'an entry that is no user', gives: [] },
  },
  {
    name: 'an id of 255 characters is a bad row',
    bodies: [listOf(user('a'), user('x'.repeat(255), { external_id: null }), user('b'))],
    ...{ stops: false, says: 'an id of 255 characters: “xxx', gives: ['a', 'b'] },
  },
  {
    name: 'an external id of 255 characters is left out, the user is not',
    bodies: [listOf(user('a', { external_id: 'x'.repeat(255) }))],
    ...{ stops: false, says: 'an id of 255 characters: “xxx', gives: ['a'] },
  },
  {
    name: 'an id twice is nobody’s',
    bodies: [listOf(user('a'), user('b'), user('a', { tags: [{ key: 'k', value: 'v' }] }))],
    ...{ stops: false, says: 'the id “a” twice', gives: ['b'] },
  },
  {
    name: 'an id twice far apart is nobody’s',
    bodies: [listOf(user('a'), ...padding.map((id) => user(id)), user('a'))],
    ...{ stops: false, says: 'the id “a” twice', gives: padding },
  },
  {
    name: 'tags that are none are not known, the user is',
    bodies: [listOf(user('a', { tags: [{ key: 'k', value: 7 }] }), user('b'))],
    ...{ stops: false, says: '“a” with tags that are none', gives: ['a', 'b'] },
  },
  {
    name: 'a key twice is not known, the user is',
    bodies: [listOf(user('a', { tags: ['1', '2'].map((value) => ({ key: 'k', value })) }))],
    ...{ stops: false, says: 'the tag “k” twice', gives: ['a'] },
  },
  {
    name: 'a tag that cannot be kept is not known, the user is',
    bodies: [listOf(user('a', { tags: [{ key: 'k', value: '\0' }] }))],
    ...{ stops: false, says: 'a tag that cannot be kept', gives: ['a'] },
  },
];

export const fragmentList: ListingUnderTest = { worlds, crowd, path: '/billing/users', spoilt };

/** What is tried on Cerego’s list of people. */
import fc from 'fast-check';
import type { ListedWorld, ListingUnderTest } from './environment.ts';
import { listedText, nobody } from './listing.ts';

export const ceregoTypes = [
  { id: '3', name: 'Region' },
  { id: '5', name: 'Team' },
  { id: '7', name: 'Cohort' },
];

type Person = {
  id: string;
  name?: string;
  email?: string;
  department: boolean;
  values: readonly (string | null)[];
};

function worldOf(people: readonly Person[], { pageSize = 15, includeTags = true } = {}): ListedWorld {
  const held = people.map(({ values }) =>
    ceregoTypes.flatMap(({ id, name }, index) => {
      const value = values[index] ?? null;
      return value === null ? [] : [{ typeId: id, key: name, value, providerTagId: null }];
    }),
  );
  return {
    seed: {
      cerego: {
        tagTypes: ceregoTypes,
        users: people.map(({ values, ...person }, index) => ({
          ...person,
          tags: (held[index] ?? []).map(({ typeId, value }) => ({ typeId, value })),
        })),
      },
    },
    settings: { cerego: { pageSize, includeTags } },
    people: people.map(({ id, name = null, email = null }, index) => {
      const tags = held[index] ?? [];
      // Links without values do not say which tags there are.
      return { ...nobody, externalId: id, name, email, tags: includeTags || tags.length === 0 ? tags : null };
    }),
  };
}

const worlds = fc
  .record({
    people: fc.uniqueArray(
      fc.record(
        {
          id: fc.bigInt({ min: 1n, max: 10n ** 12n }).map(String),
          name: listedText,
          email: listedText.map((text) => `${text}@mail.example`),
          department: fc.boolean(),
          values: fc.array(fc.option(listedText), { maxLength: ceregoTypes.length }),
        },
        { requiredKeys: ['id', 'department', 'values'] },
      ),
      { selector: ({ id }) => id, maxLength: 20 },
    ),
    pageSize: fc.integer({ min: 1, max: 8 }),
    includeTags: fc.boolean(),
  })
  .map(({ people, ...settings }) => worldOf(people, settings));

const crowd = worldOf(
  Array.from({ length: 40 }, (_, index) => ({
    id: String(900 + index),
    name: `Person ${index}`,
    department: index % 3 === 0,
    values: ['Texas', index % 2 === 0 ? 'Blue' : null],
  })),
);

const ids = (count: number, first = 1) => Array.from({ length: count }, (_, index) => String(first + index));
/** A page as a fault's body. */
const page = (people: readonly string[], pages: unknown, total: unknown, attributes: object = {}) =>
  JSON.stringify({
    data: people.map((id) => ({ id, attributes, relationships: { 'partner-user-tags': { data: [] } } })),
    meta: { 'total-pages': pages, 'total-count': total },
  });
const long = '9'.repeat(255);
const stops = true;

const spoilt = [
  {
    name: 'page 2 that is page 1 again stops it',
    bodies: [page(ids(15), 3, 45), page(ids(15), 3, 45)],
    ...{ stops, says: 'same page of its list twice', gives: ids(15) },
  },
  {
    name: 'half a page stops it',
    bodies: [page(ids(15), 3, 45), page(ids(7, 16), 3, 45)],
    ...{ stops, says: 'page 2 of 3 holds 7 of 45 people: somebody may be missing', gives: ids(15) },
  },
  {
    name: 'a last page without its rest stops it',
    bodies: [page(ids(15), 2, 30), page(ids(4, 16), 2, 30)],
    ...{ stops, says: 'page 2 of 2 holds 4 of 30', gives: ids(15) },
  },
  {
    name: 'an end where more people are counted stops it',
    bodies: [page(ids(15), 1, 4_000)],
    ...{ stops, says: 'somebody may be missing', gives: [] },
  },
  {
    name: 'a page of nobody stops it',
    bodies: [page(ids(15), 3, 45), page([], 3, 45)],
    ...{ stops, says: 'page 2 of 3 holds 0', gives: ids(15) },
  },
  {
    name: 'a total that shrinks to a part stops it',
    bodies: [page(ids(15), 400, 6_000), page(ids(15, 16), 2, 30)],
    ...{ stops, says: 'shrank while it was read, from 400 to 2', gives: ids(15) },
  },
  {
    name: 'a total that grows without end stops it',
    bodies: [page(ids(15), 3, 45), page(ids(15, 16), 90_000, 1_350_000)],
    ...{ stops, says: 'grows while it is read', gives: ids(15) },
  },
  {
    name: 'a total that is told no more stops it',
    bodies: [page(ids(15), 3, 45), page(ids(15, 16), null, null)],
    ...{ stops, says: 'no longer says how long', gives: ids(15) },
  },
  ...[-1, 0, 1.5, 1e9].map((pages) => ({
    name: `${pages} pages are none`,
    bodies: [page(ids(15), pages, 45)],
    ...{ stops, says: 'which cannot be', gives: [] },
  })),
  {
    name: 'an id of 255 characters is a bad row',
    bodies: [page([...ids(2), long], 1, 3)],
    ...{ stops: false, says: 'an id of 255 characters: “99', gives: ids(2) },
  },
  {
    name: 'an id twice is nobody’s',
    bodies: [page([...ids(3), '2'], 1, 4)],
    ...{ stops: false, says: 'the id “2” twice', gives: ['1', '3'] },
  },
  {
    name: 'a name that cannot be kept is left out, the person is not',
    bodies: [page(ids(1), 1, 1, { name: 'a\0b' })],
    ...{ stops: false, says: 'with a name that cannot be kept', gives: ids(1) },
  },
];

export const ceregoList: ListingUnderTest = { worlds, crowd, path: '/users', spoilt };

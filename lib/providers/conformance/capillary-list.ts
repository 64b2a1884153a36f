/** What is tried on Capillary’s list of people. */
import fc from 'fast-check';
import type { ListedWorld, ListingUnderTest } from './environment.ts';
import { listedText, nobody } from './listing.ts';

const longest = 'L'.repeat(100);
type Customer = { userId: string; labels: readonly string[]; deleted?: boolean };

function worldOf(labels: readonly string[], customers: readonly Customer[]): ListedWorld {
  const spellings = Map.groupBy(labels, (label) => label.toLowerCase());
  const isPlain = (label: string) => spellings.get(label.toLowerCase())?.length === 1;
  return {
    seed: { capillary: { labels, customers } },
    people: customers
      .filter(({ labels, deleted }) => labels.length > 0 && !deleted)
      .map(({ userId, labels }) => ({
        ...nobody,
        externalId: userId,
        // The search ignores case and shows one spelling of several.
        tags: labels.every(isPlain) ? labels.map((key) => ({ key, value: null, providerTagId: null })) : null,
      })),
  };
}

const worlds = fc
  .uniqueArray(fc.oneof(listedText, fc.constantFrom('VIP', 'vip', 'Vip Gold')), { maxLength: 6 })
  .chain((labels) =>
    fc
      .uniqueArray(
        fc.record({
          userId: fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n }).map(String),
          labels: fc.subarray(labels),
          deleted: fc.boolean(),
        }),
        { selector: ({ userId }) => userId, maxLength: 12 },
      )
      .map((customers) => worldOf(labels, customers)),
  );

const crowd = worldOf(
  ['vip', 'lapsed', 'nobody’s', longest],
  Array.from({ length: 5_100 }, (_, index) => ({
    userId: String(700_100_000 + index),
    labels: index % 100 === 0 ? ['lapsed', 'vip'] : ['vip'],
  })),
);

const ids = (count: number, first = 1) => Array.from({ length: count }, (_, index) => String(first + index));
/** The search for the catalogue's first label, as a fault's body. */
const found = (userIds: readonly unknown[], total?: unknown, labelName = longest) =>
  JSON.stringify({
    ...(total === undefined ? {} : { pagination: { total } }),
    data: userIds.map((userId) => ({ userId, customerLabels: [{ labelName }] })),
  });
const stops = true;

const spoilt = [
  {
    name: 'page 2 that is page 1 again stops it',
    bodies: [found(ids(5), 10), found(ids(5), 10)],
    ...{ stops, says: 'same page of its list twice', gives: ids(5) },
  },
  {
    name: 'half a list stops it',
    bodies: [found(ids(5), 10), found([], 10)],
    ...{ stops, says: 'a list that breaks off at 5 of 10', gives: ids(5) },
  },
  {
    name: 'a total that shrinks to a part stops it',
    bodies: [found(ids(5), 100), found(ids(5, 6), 10)],
    ...{ stops, says: 'shrank while it was read, from 100 to 10', gives: ids(5) },
  },
  {
    name: 'a total that grows without end stops it',
    bodies: [found(ids(5), 10), found(ids(5, 6), 1_000_000)],
    ...{ stops, says: 'grows while it is read', gives: ids(5) },
  },
  {
    name: 'a total that is told no more stops it',
    bodies: [found(ids(5), 10), found(ids(5, 6))],
    ...{ stops, says: 'no longer says how long', gives: ids(5) },
  },
  {
    name: 'more people than are counted stop it',
    bodies: [found(ids(5), 3)],
    ...{ stops, says: 'ends at 3, and goes on', gives: [] },
  },
  ...[-1, 1.5, 1e12].map((total) => ({
    name: `${total} customers are no number`,
    bodies: [found(ids(5), total)],
    ...{ stops, says: 'which cannot be', gives: [] },
  })),
  ...['9'.repeat(255), 'abc', 0, -7, 1e21].map((id) => ({
    name: `the id ${String(id).slice(0, 20)} is a bad row`,
    bodies: [found([1, id, '3'], 3)],
    ...{ stops: false, says: 'Capillary lists ', gives: ['1', '3'] },
  })),
  {
    name: 'an id twice is nobody’s',
    bodies: [found(['1', '2', '3', '2'], 4)],
    ...{ stops: false, says: 'the id “2” twice', gives: ['1', '3'] },
  },
];

export const capillaryList: ListingUnderTest = { worlds, crowd, path: '/customers/labels/search', spoilt };

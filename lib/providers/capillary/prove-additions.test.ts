/** Proofs for many customers: each is proved by their own row only. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { createAdditionProver } from './prove-additions.ts';

const together = 40;
const call: Exchange = {
  at: '2026-11-29T00:00:00.000Z',
  method: 'GET',
  url: 'https://capillary.example/v2/customers/labels/search',
  body: null,
  status: 200,
  answer: 'a long page',
  error: null,
  durationMs: 1,
};

type Page = { offset: number; limit: number };

/** `page` alters what a page holds. */
function searchOf(
  carriers: () => readonly string[],
  page: (all: readonly string[], asked: Page) => readonly string[],
  total: (all: readonly string[]) => number | null = (all) => all.length,
) {
  const asked: Page[] = [];
  const prover = createAdditionProver({
    searchLabel: async (_label, where, trail) => {
      asked.push(where);
      trail.push(call);
      const userIds = [...page(carriers(), where)];
      return { userIds, alike: [], rows: userIds.length, total: total(carriers()) };
    },
  });
  const proveAll = async (userIds: readonly string[], labels = ['Lapsed']) => {
    const proofs = await Promise.all(userIds.map((userId) => prover.prove(userId, labels)));
    return userIds.filter((_, index) => proofs[index] !== null);
  };
  return { asked, proveAll };
}

const slice = (all: readonly string[], { offset, limit }: Page) => all.slice(offset, offset + limit);
const numbers = (count: number, first = 1) =>
  Array.from({ length: count }, (_, index) => String(first + index));

test('only who is in the list is proved, in whatever order and pages it comes, and never for more calls than it saves', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(numbers(120)),
      fc.shuffledSubarray(numbers(120), { minLength: together, maxLength: together }),
      fc.constantFrom(1, 7, 30, 5_000),
      fc.constantFrom('true', 'none', 'too few', 'too many'),
      fc.boolean(),
      async (carriers, group, most, counted, ignoresOffset) => {
        const { asked, proveAll } = searchOf(
          () => carriers,
          (all, { offset }) => all.slice(ignoresOffset ? 0 : offset).slice(0, most),
          (all) => ({ true: all.length, none: null, 'too few': 3, 'too many': 900 })[counted],
        );
        for (let round = 0; round < 3; round += 1) {
          const before = asked.length;
          const proved = await proveAll(group);
          expect(proved.filter((userId) => !carriers.includes(userId))).toEqual([]);
          expect(asked.length - before).toBeLessThanOrEqual(together);
        }
      },
    ),
  );
});

test.each([
  ['the newest last', (done: readonly string[]) => done],
  ['the newest first', (done: readonly string[]) => done.toReversed()],
])('while 4,000 customers get a label, %s, a search proves forty', async (_name, inOrder) => {
  const done: string[] = [];
  const { asked, proveAll } = searchOf(() => inOrder(done), slice);
  for (let group = 0; group < 100; group += 1) {
    const userIds = numbers(together, 1 + group * together);
    done.push(...userIds);
    expect(await proveAll(userIds)).toEqual(userIds);
  }
  expect(asked).toHaveLength(100);
});

test('in a list too long to go through, the newest are still found at its end', async () => {
  const done = numbers(400_000);
  const { asked, proveAll } = searchOf(() => done, slice);
  expect(await proveAll(numbers(together, 1))).toHaveLength(together);
  for (let group = 0; group < 12; group += 1) {
    const userIds = numbers(together, 400_001 + group * together);
    done.push(...userIds);
    expect(await proveAll(userIds)).toEqual(userIds);
  }
  expect(asked).toHaveLength(13);
});

test('where searching proves nothing it is soon left off for a while', async () => {
  const { asked, proveAll } = searchOf(() => [], slice);
  for (let group = 0; group < 11; group += 1) expect(await proveAll(numbers(together))).toEqual([]);
  expect(asked).toHaveLength(1);
});

test('every label has to be shown, and a search that fails proves nobody', async () => {
  const labels: string[] = [];
  const prover = createAdditionProver({
    searchLabel: async (label, _where, trail) => {
      labels.push(label);
      trail.push(call);
      if (label === 'Broken') throw new ProviderError('capillary', 'server-error', 'Down.');
      const userIds = label === 'Lapsed' ? numbers(together) : numbers(together / 2);
      return { userIds, alike: [], rows: userIds.length, total: userIds.length };
    },
  });
  const prove = (wanted: string[]) =>
    Promise.all(numbers(together).map((userId) => prover.prove(userId, wanted)));
  const both = await prove(['Lapsed', 'VIP']);
  expect(both.map((proof) => proof?.length ?? 0)).toEqual([
    ...Array(together / 2).fill(2),
    ...Array(together / 2).fill(0),
  ]);
  expect(both[0]?.[0]?.answer).toContain('"userId":"1"');
  expect(await prove(['Broken'])).toEqual(Array(together).fill(null));
  expect(new Set(labels)).toEqual(new Set(['Lapsed', 'VIP', 'Broken']));
});

test('who comes alone is read; who comes last waits for nobody', async () => {
  const { asked, proveAll } = searchOf(() => numbers(3), slice);
  expect(await proveAll(['1'])).toEqual([]);
  expect(asked).toEqual([]);
  expect(await proveAll(['1', '2', '3'])).toEqual(['1', '2', '3']);
  expect(asked).toHaveLength(1);
});

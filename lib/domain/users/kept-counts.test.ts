import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matches } from '#lib/shared/filter/evaluate.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { printFilter } from '#lib/shared/filter/print.ts';
import { anyFilter, anyTerm, anyUser, fewTexts, testClock } from '#lib/testing/filter/arbitraries.ts';
import { openTestWorld, type TestWorld } from '#lib/testing/filter/test-world.ts';
import { readCounters } from './counters.ts';
import { countAtMost, countExactly } from './filter-counts.ts';

const people = fc.sample(anyUser, { numRuns: 100, seed: 7 });
let world: TestWorld;

beforeAll(async () => {
  world = await openTestWorld(people);
});

afterAll(() => world.close());

function matching(filter: FilterNode | null): number {
  return people.filter((user) => filter === null || matches(filter, user, testClock)).length;
}

test.each(['', 'vero:a', 'NOT vero:a', 'has:vero', 'no:vero', 'vero:none', 'cerego:plan=team'])(
  'the count kept for %j is that of the people who match',
  async (typed) => {
    const parsed = parseFilter(typed);
    if (!parsed.ok) throw new Error(parsed.message);
    const resolved = await world.resolve(parsed.filter);
    const counters = await readCounters(world.database);
    expect(countExactly(parsed.filter, resolved, counters)).toBe(matching(parsed.filter));
  },
);

test('where a count or a bound is kept, it holds', async () => {
  const counters = await readCounters(world.database);
  await fc.assert(
    fc.asyncProperty(anyFilter(anyTerm(fewTexts)), async (filter) => {
      const resolved = await world.resolve(filter);
      const [exact, most, found] = [
        countExactly(filter, resolved, counters),
        countAtMost(filter, resolved),
        matching(filter),
      ];
      expect(exact ?? found, printFilter(filter)).toBe(found);
      expect(most ?? found, printFilter(filter)).toBeGreaterThanOrEqual(found);
    }),
  );
});

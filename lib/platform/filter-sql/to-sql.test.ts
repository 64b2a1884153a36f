import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matches, type PlainUser } from '#lib/shared/filter/evaluate.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { printFilter } from '#lib/shared/filter/print.ts';
import { collectTagTerms } from '#lib/shared/filter/walk.ts';
import {
  anyFilter,
  anyTerm,
  anyText,
  anyUser,
  fewTexts,
  testClock,
  testNow,
} from '#lib/testing/filter/arbitraries.ts';
import { openTestWorld, type TestWorld } from '#lib/testing/filter/test-world.ts';
import { tagLookup } from './lookup-sql.ts';
import { noTags, type ResolvedTags } from './resolved-tags.ts';
import { compileFilter } from './to-sql.ts';

const people = fc.sample(anyUser, { numRuns: 150, seed: 10 });
let world: TestWorld;

beforeAll(async () => {
  world = await openTestWorld(people);
});

afterAll(() => world.close());

function expected(filter: FilterNode): number[] {
  return people.flatMap((user: PlainUser, index) => (matches(filter, user, testClock) ? [index] : []));
}

function read(text: string): FilterNode {
  const parsed = parseFilter(text);
  if (!parsed.ok || parsed.filter === null) throw new Error(`“${text}” is not a filter`);
  return parsed.filter;
}

test('the database finds whom the plain evaluation finds', async () => {
  const filters = anyFilter(anyTerm(fewTexts));
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      expect(await world.find(filter), printFilter(filter)).toEqual(expected(filter));
    }),
    { numRuns: 250 },
  );
});

test.each([
  'vero:a',
  'vero:a capillary:ab NOT tag:plan',
  'vero:a OR vero:ab OR NOT cerego:plan',
  'cerego:Region=team OR fragment:=team',
  'fragment:plan=""',
  'tag:a*',
  'vero:*',
  'untagged',
  'untagged:fragment has:fragment',
  'vero:* fragment:* tag:*',
  'vero:* OR untagged:cerego OR NOT capillary:*',
  'NOT untagged:vero',
  'no:vero OR identities:<2',
  'has:vero has:cerego identities:<=3',
  'proof:unknown -proof:vero.unknown',
  'proof:pending OR proof:capillary.pending',
  'drift',
  'drift:fragment NOT drift:vero',
  'read:>7d',
  'read:24h OR read:cerego.>7d',
  'proof:accepted>7d',
  'proof:capillary.confirmed<24h OR proof:pending>7d',
  'changed:2026-06-15',
  'changed:<2026-06-15 changed:5w',
  'changed-by:é run:2',
  'NOT run:3',
  'import:1',
  'import:1.new OR import:2.changed',
  'NOT import:3.changed',
  'differs:cerego.plan/fragment.plan',
  'NOT differs:cerego.plan/fragment.plan',
  'missing:vero/capillary has:capillary',
  'missing:cerego/fragment',
  'missing:fragment/cerego vero:*',
  'NOT missing:capillary/vero',
  'missing:vero/fragment',
  'NOT missing:cerego/capillary',
])('%s finds the right users, some but not all', async (typed) => {
  const filter = read(typed);
  const found = await world.find(filter);
  expect(found).toEqual(expected(filter));
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(people.length);
});

test('comparisons find the same users when there is too much to compare in memory', async () => {
  for (const typed of [
    'differs:cerego.plan/fragment.plan',
    'missing:vero/fragment',
    'missing:fragment/capillary',
  ]) {
    const filter = read(typed);
    const found = await world.find(filter, (tags) => ({ ...tags, counterparts: new Map() }));
    expect(found).toEqual(expected(filter));
  }
});

test('a long list of tags is hashed even where the plan is made without knowing it', async () => {
  const long: ResolvedTags = {
    ...noTags,
    terms: new Map([
      ['vero:l*', { ids: Array.from({ length: 2_000 }, (_, id) => id), wide: false, usage: 1e6 }],
    ]),
  };
  const { sql } = world.statementOf(compileFilter(read('vero:l*'), long, testClock));
  const plan = await world.database.execute(`EXPLAIN (GENERIC_PLAN) SELECT id FROM users WHERE ${sql}`);
  expect(JSON.stringify(plan.rows)).toContain('hashed SubPlan');
});

test('hostile text finds what it spells and changes nothing', async () => {
  expect(await world.find(read(`"' OR 1=1 --"`))).toEqual(expected(read(`"' OR 1=1 --"`)));
  await fc.assert(
    fc.asyncProperty(anyFilter(anyTerm(anyText(1))), async (filter) => {
      await expect(world.find(filter)).resolves.toEqual(expect.any(Array));
    }),
    { numRuns: 100 },
  );
  expect(await world.find(null)).toHaveLength(people.length);
});

test('nothing typed stands in the statement itself', () => {
  const typed = `"x'; DROP TABLE users; --" OR changed-by:"x'; DROP" OR run:424242 OR changed:4242h`;
  const statement = world.statementOf(compileFilter(read(typed), noTags, testClock));
  expect(statement.sql).not.toMatch(/drop|4242/i);
  expect(statement.params).toContain(`%x'; drop table users; --%`);
});

test('tags side by side become one look into the index', async () => {
  const filter = read('vero:a vero:ab NOT vero:plan NOT vero:team has:vero no:cerego');
  const { sql } = world.statementOf(compileFilter(filter, await world.resolve(filter), testClock));
  expect(sql.match(/@>/g)).toHaveLength(1);
  expect(sql.match(/&&/g)).toHaveLength(1);
  expect(sql.match(/identity_mask/g)).toHaveLength(1);
});

test('exact tags are looked up by the same statement however many they are', async () => {
  const shape = (typed: string) => world.statementOf(tagLookup(collectTagTerms(read(typed)))).sql;
  const one = shape('vero:a');
  const many = Array.from({ length: 200 }, (_, index) => `cerego:k=${index} OR tag:${index}`);
  expect(shape(many.join(' OR '))).toBe(one);
  expect(shape('vero:a fragment:plan="" tag:plan=team')).toBe(one);
});

test('a wildcard finds exactly its users whether it fits many tags or more than can be listed', async () => {
  const filter = read('fragment:account=u*');
  const many = await openTestWorld(
    Array.from({ length: 130 }, (_, index) => ({
      name: `Person ${index}`,
      email: '',
      changedAt: testNow,
      identities: [
        {
          provider: 'fragment',
          externalId: String(index),
          tags: [{ key: 'account', value: index < 120 ? `u${index}` : `x${index}`, proof: 'confirmed' }],
        },
      ],
      changes: [],
    })),
  );
  const filters = [
    filter,
    ...['untagged:fragment', 'fragment:account', 'differs:fragment.account/cerego.a'].map(read),
  ];
  const first = Array.from({ length: 120 }, (_, index) => index);
  const all = Array.from({ length: 130 }, (_, index) => index);
  expect(await Promise.all(filters.map((filter) => many.find(filter)))).toEqual([first, [], all, []]);
  await many.database.execute('UPDATE tags SET usage_count = 1000');
  expect(await Promise.all(filters.map((filter) => many.find(filter)))).toEqual([first, [], all, []]);
  const beyond = (tags: ResolvedTags): ResolvedTags => ({
    terms: new Map([...tags.terms].map(([text, { usage }]) => [text, { ids: [], wide: true, usage }])),
    counterparts: new Map(),
    followsMerges: false,
    unknown: [],
  });
  expect(await Promise.all(filters.map((filter) => many.find(filter, beyond)))).toEqual([first, [], all, []]);
  await many.close();
});

test('an unknown tag finds nobody and is told with its nearest known ones', async () => {
  const small = await openTestWorld([
    {
      name: 'Ana',
      email: '',
      changedAt: testNow,
      identities: [
        {
          provider: 'vero',
          externalId: '1',
          tags: [{ key: 'Premium Customer', value: null, proof: 'accepted' }],
        },
        {
          provider: 'cerego',
          externalId: '2',
          tags: [{ key: 'Region', value: 'California', proof: 'confirmed' }],
        },
      ],
      changes: [],
    },
  ]);
  const filter = read(
    'vero:"premium custmer" OR cerego:region OR cerego:Region=Californa OR vero:zzz OR vero:q*',
  );
  const { unknown } = await small.resolve(filter);
  expect(unknown.map(({ text, suggestions }) => [text, suggestions])).toEqual([
    ['vero:"premium custmer"', ['vero:"Premium Customer"']],
    ['cerego:region', ['cerego:Region']],
    ['cerego:Region=Californa', ['cerego:Region=California']],
    ['vero:zzz', []],
    ['vero:q*', []],
  ]);
  expect(await small.find(filter)).toEqual([]);
  const compared = await small.resolve(read('differs:cerego.Regio/fragment.x'));
  expect(compared.unknown.map(({ text, suggestions }) => [text, suggestions])).toEqual([
    ['cerego:Regio=*', ['cerego:Region']],
    ['fragment:x=*', []],
  ]);
  const many = await small.resolve(read('cerego:r1 cerego:r2 cerego:r3 cerego:r4 cerego:r5 cerego:Regio'));
  expect(many.unknown.map(({ suggestions }) => suggestions.length)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(await small.find(read('NOT vero:zzz'))).toEqual([0]);
  await small.close();
});

test.each([
  ['cerego:"Cohort=2026 Spring"', 'cerego:Cohort="2026 Spring"'],
  ['tag:"cohort = 2026 spring"', 'cerego:Cohort="2026 Spring"'],
  ['cerego:"Cohort=2025 Sprin"', 'cerego:Cohort="2025 Spring"'],
])('%s, whose quotes hold key and value, is told with the whole tag first', async (typed, meant) => {
  const cohorts = ['Spring 2026', '2026 Spring', '2025 Spring'].map((value, index) => ({
    name: '',
    email: '',
    changedAt: testNow,
    identities: [
      {
        provider: 'cerego' as const,
        externalId: String(index),
        tags: [{ key: 'Cohort', value, proof: 'confirmed' as const }],
      },
    ],
    changes: [],
  }));
  const school = await openTestWorld([...cohorts, ...cohorts.slice(0, 1)]);
  const { unknown } = await school.resolve(read(typed));
  expect(unknown.map(({ suggestions }) => suggestions[0])).toEqual([meant]);
  await school.close();
});

test('who is searched as a keyboard types is found however a file wrote the name', async () => {
  const person = (name: string, email = ''): PlainUser => ({
    name,
    email,
    changedAt: testNow,
    identities: [
      { provider: 'vero', externalId: name, tags: [{ key: name, value: null, proof: 'confirmed' }] },
    ],
    changes: [],
  });
  const spelt = [
    person('Jose\u0301'),
    person('José'),
    person('김민수'.normalize('NFD'), 'JU\u0308RGEN@mail.example'),
    person('New\u00A0York'),
    person('ＮＥＷ　york'),
    person('100％'),
    person('İpek Σίσυφος'),
  ];
  const own = await openTestWorld(spelt);
  try {
    const find = async (typed: string) => {
      const found = await own.find(read(typed));
      expect(found, typed).toEqual(
        spelt.flatMap((user, at) => (matches(read(typed), user, testClock) ? [at] : [])),
      );
      return found;
    };
    expect(await find('josé')).toEqual([0, 1]);
    expect(await find('김민')).toEqual([2]);
    expect(await find('jürgen@mail.example')).toEqual([2]);
    expect(await find('"new york"')).toEqual([3, 4]);
    expect(await find('100%')).toEqual([5]);
    expect(await find('0%0')).toEqual([]);
    expect(await find('ipek ΣΊΣΥΦΟΣ')).toEqual([6]);
    expect(await find('vero:José')).toEqual([1]);
    expect(await find('vero:Jose*')).toEqual([0]);
    expect(await find('vero:New*')).toEqual([3]);
  } finally {
    await own.close();
  }
});

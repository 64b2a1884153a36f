import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { listCatalogue } from './list-catalogue.ts';

let world: TestContext;
beforeAll(async () => {
  world = await openTestContext('viewer');
  await world.pool.query(
    `insert into tags (provider, key, usage_count, last_used_at)
     select (array['vero', 'capillary'])[1 + n % 2], 'tag-' || n, n * 7 % 250,
       case when n % 3 > 0 then '2026-01-01T00:00:00Z'::timestamptz + make_interval(hours => n * 11 % 500) end
     from generate_series(1, 250) n`,
  );
});
afterAll(() => world.close());

async function everything(input: object) {
  const pages = await Promise.all(
    [0, 100, 200].map((offset) => listCatalogue(world.context, { ...input, offset })),
  );
  return { tags: pages.flatMap(({ tags }) => tags), totals: pages.map(({ totals }) => totals) };
}

test('pages follow each other in exactly the order of use, and the first one tells the totals', async () => {
  const { tags, totals } = await everything({ sort: 'users' });
  const counts = tags.map(({ count }) => count);
  expect(new Set(tags.map(({ id }) => id)).size).toBe(250);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  expect(totals).toEqual([{ total: 250, most: 249 }, null, null]);
  const upwards = (await everything({ sort: 'users-asc' })).tags.map(({ count }) => count);
  expect(upwards).toEqual([...counts].reverse());
});

test('names and times sort both ways, those never given at the far end of the newest', async () => {
  const names = (await everything({ sort: 'name' })).tags.map(({ key }) => key);
  expect((await everything({ sort: 'name-desc' })).tags.map(({ key }) => key)).toEqual([...names].reverse());
  const times = (await everything({ sort: 'used' })).tags.map(({ lastUsedAt }) => lastUsedAt ?? '');
  expect(times).toEqual([...times].sort().reverse());
  expect(times.at(-1)).toBe('');
  const oldest = (await everything({ sort: 'used-asc' })).tags.map(({ lastUsedAt }) => lastUsedAt ?? '');
  expect(oldest).toEqual([...times].reverse());
});

test('search and provider narrow the list and its totals', async () => {
  const page = await listCatalogue(world.context, { text: 'TAG-24', provider: 'vero' });
  expect(page.tags.map(({ key }) => key).sort()).toEqual([
    'tag-24',
    'tag-240',
    'tag-242',
    'tag-244',
    'tag-246',
    'tag-248',
  ]);
  expect(page.totals?.total).toBe(6);
  expect((await listCatalogue(world.context, { text: '100%' })).totals).toEqual({ total: 0, most: 0 });
});

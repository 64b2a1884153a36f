/** Seeded near-copies are found and little else, what was decided stays, and labels nobody carries are known. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { Random } from '#lib/sandbox/random.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { decideTagPair } from './decide-tag-pair.ts';
import { findMissingLabel } from './find-missing-label.ts';
import { listCatalogue } from './list-catalogue.ts';
import { findNearCopies } from './near-copies.ts';
import { readTag } from './read-tag.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

type Made = { key: string; value: string | null; count: number };

async function insert(provider: string, made: readonly Made[]): Promise<number[]> {
  const rows = await runStatement<{ id: number }>(
    env.context.database,
    sql`insert into tags (provider, key, value, usage_count)
      select ${provider}, r.key, r.value, r.count from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
        as r(key text, value text, count int) returning id`,
  );
  return rows.map(({ id }) => id);
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

test('of 200 seeded pairs among 10,000 tags 95 % are found, and at most 5 % of what is found is wrong', async () => {
  const random = new Random(20_261_201);
  const pick = (text: string) => random.pick([...text]);
  const word = (length: number) => Array.from({ length }, () => pick(letters)).join('');
  const name = () => `${word(random.integer(5, 9))} ${word(random.integer(4, 9))}`;
  const slips: ((text: string) => string)[] = [
    (text) => text.toUpperCase(),
    (text) => text.replace(' ', '-'),
    (text) => text.replace(' ', '_'),
    (text) => text.replace(' ', ''),
    (text) => `${text}s`,
    (text) => text.slice(0, 4) + text.slice(5),
    (text) => text.slice(0, 6) + (text[6] ?? '') + text.slice(6),
    (text) => text.slice(0, 2) + (text[3] ?? '') + (text[2] ?? '') + text.slice(4),
  ];
  const others = Array.from({ length: 9_600 }, () => ({ key: name(), value: null, count: 50 }));
  const pairs = Array.from({ length: 200 }, (_, at) => {
    const meant = name();
    const slip = (slips[at % slips.length] ?? String)(meant);
    // Two equal letters change places unseen.
    return [meant, slip === meant ? `${meant}s` : slip] as const;
  });
  await insert('vero', others);
  const meant = await insert(
    'vero',
    pairs.map(([key]) => ({ key, value: null, count: 500 })),
  );
  const slipped = await insert(
    'vero',
    pairs.map(([, key]) => ({ key, value: null, count: 3 })),
  );

  await findNearCopies(env.context.database);
  const found = await runStatement<{ pair: string }>(
    env.context.database,
    sql`select first_id || ' ' || second_id as pair from tag_pairs where verdict = 'open'`,
  );
  const seeded = new Set(meant.map((id, at) => `${id} ${slipped[at]}`));
  const right = found.filter(({ pair }) => seeded.has(pair)).length;
  expect(right / seeded.size).toBeGreaterThanOrEqual(0.95);
  expect((found.length - right) / found.length).toBeLessThanOrEqual(0.05);
});

test('years, other values and other providers’ words are no near-copies; the same word elsewhere is told', async () => {
  const [year = 0] = await insert('vero', [
    { key: 'Winter news 2025', value: null, count: 900 },
    { key: 'Winter news 2026', value: null, count: 4 },
  ]);
  const [gold = 0] = await insert('fragment', [
    { key: 'tier-of-plan', value: 'Golden VIP', count: 800 },
    { key: 'tier-of-seat', value: 'Golden VIP', count: 5 },
  ]);
  const [elsewhere = 0] = await insert('vero', [{ key: 'golden-vip', value: null, count: 7 }]);
  await findNearCopies(env.context.database);
  const near = async (tagId: number) => (await readTag(env.context, { tagId })).near.map(({ key }) => key);
  expect([await near(year), await near(gold)]).toEqual([[], []]);
  expect((await readTag(env.context, { tagId: gold })).elsewhere.map(({ id }) => id)).toEqual([elsewhere]);
});

test('what is not the same is not asked again, until somebody wants it', async () => {
  const [one = 0, other = 0] = await insert('vero', [
    { key: 'Cart Abandoned', value: null, count: 70 },
    { key: 'cart_abandoned', value: null, count: 60 },
  ]);
  const listed = async () =>
    (await listCatalogue(env.context, { provider: 'vero', show: 'near', text: 'cart' })).tags.map(
      ({ id }) => id,
    );
  const near = async () => (await readTag(env.context, { tagId: one })).near.map(({ id }) => id);
  await findNearCopies(env.context.database);
  expect([await listed(), await near()]).toEqual([[one, other], [other]]);
  await decideTagPair(env.context, { tagId: other, otherId: one, verdict: 'not-same' });
  await findNearCopies(env.context.database);
  expect([await listed(), await near()]).toEqual([[], []]);
  await decideTagPair(env.context, { tagId: one, otherId: other, verdict: 'open' });
  expect([await listed(), await near()]).toEqual([[one, other], [other]]);
  await expect(
    decideTagPair(env.context, { tagId: one, otherId: one, verdict: 'open' }),
  ).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('labels of Capillary’s catalogue are known although nobody carries them', async () => {
  await env.control('POST', 'seed', { capillary: { labels: ['Never given'] } });
  await findMissingLabel(env.context, { provider: 'capillary', key: 'anything' });
  const asked = { provider: 'capillary', show: 'unused', text: 'never given' };
  expect((await listCatalogue(env.context, asked)).tags).toMatchObject([{ key: 'Never given', count: 0 }]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { readTagActivity } from './read-tag-activity.ts';

let world: TestContext;
const ids = new Map<string, number>();

type Line = {
  day: string;
  provider?: string;
  actor?: string;
  key?: string;
  before: (string | null)[] | null;
  after: (string | null)[] | null;
  state?: string;
};

/** `before`, `after`: values of the key. */
async function line(
  { day, provider = 'cerego', actor = 'Vera', key = 'Region', before, after, state = 'closed' }: Line,
  times = 1,
): Promise<void> {
  const held = (values: (string | null)[] | null) =>
    values === null ? null : JSON.stringify(values.map((value) => ({ key, value, proof: 'confirmed' })));
  await world.pool.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, after, outcome,
       state, created_at)
     select 'tags', 1, n, $1, 'x', $2, $3, $4, $5, 'confirmed', $6, ($7 || 'T12:00:00Z')::timestamptz
     from generate_series(1, $8::int) n`,
    [
      provider,
      actor,
      JSON.stringify([{ verb: 'set', key, value: null }]),
      held(before),
      held(after),
      state,
      day,
      times,
    ],
  );
}

beforeAll(async () => {
  world = await openTestContext('viewer');
  for (const [provider, key, value] of [
    ['cerego', 'Region', 'California'],
    ['cerego', 'Region', 'Nevada'],
    ['vero', 'prospect', null],
    ['vero', 'quiet', null],
  ]) {
    const { rows } = await world.pool.query<{ id: number }>(
      'insert into tags (provider, key, value) values ($1, $2, $3) returning id',
      [provider, key, value],
    );
    ids.set(`${key}=${value}`, rows[0]?.id ?? 0);
  }
  await line({ day: '2026-01-01', before: [], after: ['California'] });
  await line({ day: '2026-01-05', before: ['California'], after: ['Nevada'], actor: 'Ada' });
  // Lines that say nothing of the tag.
  await line({ day: '2026-01-06', before: ['California'], after: ['California'] });
  await line({ day: '2026-01-06', before: null, after: null });
  await line({ day: '2026-01-06', before: [], after: ['California'], provider: 'fragment' });
  await line({ day: '2026-01-06', before: [], after: null, state: 'in-doubt' });
  await line({ day: '2026-02-01', key: 'prospect', provider: 'vero', before: [], after: [null] }, 15_000);
  await line({ day: '2026-02-02', key: 'prospect', provider: 'vero', before: [null], after: [] }, 7_000);
  await world.pool.query('vacuum (analyze) changes');
});
afterAll(() => world.close());

const read = (tag: string, before?: number) =>
  readTagActivity(world.context, { tagId: ids.get(tag), ...(before === undefined ? {} : { before }) });

/** On a busy machine there may be several parts. */
async function daysFrom(tag: string, before?: number) {
  const days = new Map<string, { added: number; removed: number }>();
  for (let next = before, isOver = false; !isOver; ) {
    const part = await read(tag, next);
    for (const { day, added, removed } of part.days) {
      const sum = days.get(day) ?? { added: 0, removed: 0 };
      days.set(day, { added: sum.added + added, removed: sum.removed + removed });
    }
    isOver = part.next === null;
    next = part.next ?? undefined;
  }
  return Object.fromEntries(days);
}

test('what was there before and after a line says whether it gave or took a value', async () => {
  const california = await read('Region=California');
  expect(california).toMatchObject({
    tag: { key: 'Region', value: 'California' },
    days: [
      { day: '2026-01-05', added: 0, removed: 1 },
      { day: '2026-01-01', added: 1, removed: 0 },
    ],
    last: { actor: 'Ada', verb: 'removed', at: '2026-01-05T12:00:00.000Z' },
    since: '2026-01-01T12:00:00.000Z',
    next: null,
    countedTo: null,
  });
  const nevada = await read('Region=Nevada');
  expect(nevada.days).toEqual([{ day: '2026-01-05', added: 1, removed: 0 }]);
  expect(nevada.last?.verb).toBe('added');
});

test('thousands are counted exactly, and a place to go on from counts what is older', async () => {
  expect(await daysFrom('prospect=null')).toEqual({
    '2026-02-02': { added: 0, removed: 7_000 },
    '2026-02-01': { added: 15_000, removed: 0 },
  });
  const { rows } = await world.pool.query<{ id: number }>(
    "select min(id) as id from changes where created_at >= '2026-02-02'",
  );
  expect(await daysFrom('prospect=null', rows[0]?.id)).toEqual({
    '2026-02-01': { added: 15_000, removed: 0 },
  });
});

test('of a tag that no line changed nothing is told', async () => {
  expect(await read('quiet=null')).toMatchObject({ days: [], last: null, next: null });
});

test('a tag that there is not, junk, and who may not read', async () => {
  await expect(readTagActivity(world.context, { tagId: 999_999 })).rejects.toMatchObject({
    code: 'not-found',
  });
  for (const tagId of ['x', -1, 3_000_000_000]) {
    await expect(readTagActivity(world.context, { tagId })).rejects.toMatchObject({ code: 'invalid' });
  }
  const stranger = { ...world.context, actor: { ...world.context.actor, role: 'guest' } };
  await expect(readTagActivity(stranger, { tagId: 1 })).rejects.toMatchObject({ code: 'forbidden' });
});

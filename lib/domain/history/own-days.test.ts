import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listActivity } from '#lib/domain/tags/list-activity.ts';
import { readTagActivity } from '#lib/domain/tags/read-tag-activity.ts';
import { countUsers } from '#lib/domain/users/count-users.ts';
import { requireZone } from '#lib/platform/settings/time-zone.ts';
import { dayAfter, dayOf, dayStart, nextDayStart } from '#lib/shared/days.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { findTagsAt } from './find-tags-at.ts';
import { listHistory } from './list-history.ts';

const zone = 'Pacific/Auckland';
let world: TestContext;
let userId: number;
let tagId: number;

/** Winter hours around the first and last minute of the 30th, in Auckland. */
const moments = [
  '2026-11-29T10:59:00Z',
  '2026-11-29T11:00:00Z',
  '2026-11-30T10:59:59Z',
  '2026-11-30T11:00:00Z',
];

async function addLine(actor: string, at: string): Promise<void> {
  await world.pool.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, after, outcome,
       state, created_at)
     values ('tags', $1, 1, 'vero', 'x', $2, '[{"verb":"add","key":"vip","value":null}]', '[]',
       '[{"key":"vip","value":null,"proof":"accepted"}]', 'accepted', 'closed', $3)`,
    [userId, actor, at],
  );
}

beforeAll(async () => {
  vi.stubEnv('TAGDESK_TIME_ZONE', zone);
  world = await openTestContext('admin');
  const one = async (statement: string, values: unknown[] = []) =>
    (await world.pool.query<{ id: number }>(statement, values)).rows[0]?.id ?? 0;
  for (const [place, at] of moments.entries()) {
    userId = await one('insert into users (name, changed_at) values ($1, $2) returning id', [
      `P${place}`,
      at,
    ]);
    await addLine(`P${place}`, at);
  }
  tagId = await one("insert into tags (provider, key) values ('vero', 'vip') returning id");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

test('list, history and chart mean the same 30th of November', async () => {
  const { context } = world;
  const day = '2026-11-30';
  expect(await countUsers(context, { q: `changed:${day}` })).toMatchObject({ count: 2 });
  expect(await countUsers(context, { q: `changed:<${day}` })).toMatchObject({ count: 1 });
  expect(await countUsers(context, { q: `changed:>${day}` })).toMatchObject({ count: 1 });
  const { entries } = await listHistory(context, { from: day, to: day });
  expect(entries.map((entry) => entry.entry === 'change' && entry.change.actor)).toEqual(['P2', 'P1']);
  const searched = await listHistory(context, { from: day, to: day, tag: 'vip' });
  expect(searched.entries).toHaveLength(2);
  expect((await readTagActivity(context, { tagId })).days).toEqual([
    { day: '2026-12-01', added: 1, removed: 0 },
    { day, added: 2, removed: 0 },
    { day: '2026-11-29', added: 1, removed: 0 },
  ]);
});

const countsOf = async () =>
  (await listActivity(world.context)).find(({ provider }) => provider === 'vero')?.days ?? [];

test('today is the installation’s, from its first moment to its last', async () => {
  const { context } = world;
  const today = dayOf(Date.now(), zone);
  const end = nextDayStart(today, zone).getTime();
  const at = (ms: number) => findTagsAt(context, { userId, at: new Date(ms).toISOString() });
  await expect(at(end - 1)).resolves.toMatchObject({ identities: [] });
  await expect(at(end)).rejects.toMatchObject({ code: 'invalid' });
  const before = await countsOf();
  await addLine('P4', dayStart(today, zone).toISOString());
  await addLine('P5', new Date(dayStart(today, zone).getTime() - 1).toISOString());
  const after = await countsOf();
  expect(after).toHaveLength(30);
  expect(
    after.map(({ day, changes }, index) => [day, changes - (before[index]?.changes ?? 0)]).slice(-3),
  ).toEqual([
    [dayAfter(today, -2), 0],
    [dayAfter(today, -1), 1],
    [today, 1],
  ]);
});

test('the database groups moments by the same days as TypeScript', async () => {
  const zones = [
    zone,
    'UTC',
    'America/New_York',
    'America/Havana',
    'Africa/Cairo',
    'Asia/Kathmandu',
    'Asia/Beirut',
  ];
  const { rows } = await world.pool.query<{ zone: string; at: Date; day: string }>(
    `select zone, at, to_char(at at time zone zone, 'YYYY-MM-DD') as day
     from unnest($1::text[]) zone, generate_series('2025-01-01T00:00Z'::timestamptz, '2027-12-31T00:00Z', '11 hours 17 minutes') at`,
    [zones],
  );
  expect(rows.length).toBeGreaterThan(10_000);
  expect(rows.filter(({ zone: at, at: moment, day }) => dayOf(moment.getTime(), at) !== day)).toEqual([]);
});

test('a zone that the database does not know is refused by the setting’s name', async () => {
  const client = await world.pool.connect();
  await expect(requireZone(client, zone)).resolves.toBeUndefined();
  await expect(requireZone(client, 'Mars/Olympus')).rejects.toThrow(/^TAGDESK_TIME_ZONE must be a zone/);
  client.release();
});

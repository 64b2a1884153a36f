/** Rate limits: a count per key and window in the database, by one named statement. */
import { createHash } from 'node:crypto';
import type { Database } from '#lib/platform/db/client.ts';

/** The window starts with the first that is taken. */
export type Limit = { key: string; max: number; windowMs: number };

/** `taken` includes this one; `leftMs`: of the window, by the database's clock. */
export type Taken = { taken: number; leftMs: number };

/** Keeps counts far below the integer limit. */
const highest = 1_000_000_000;

// Whoever locks several rows does so by their keys' order: no two can deadlock.
const takeText = `
  insert into rate_limits as l (key, taken, ends_at)
  select key, $3::int, now() + make_interval(secs => window_ms / 1000.0)
  from unnest($1::text[], $2::float8[]) as asked(key, window_ms) order by key
  on conflict (key) do update set
    taken = case when l.ends_at <= now() then excluded.taken else least(l.taken + excluded.taken, ${highest}) end,
    ends_at = case when l.ends_at <= now() then excluded.ends_at else l.ends_at end
  returning key, taken, (extract(epoch from ends_at - now()) * 1000)::float8 as left_ms`;

type TakenRow = { key: string; taken: number; left_ms: number };

/** Takes even beyond the limit. Gives the counts, in the order of `limits`. */
export async function consume(
  database: Pick<Database, '$client'>,
  limits: readonly Limit[],
  amount = 1,
): Promise<Taken[]> {
  const keys = limits.map(digestOf);
  const windows = limits.map(({ windowMs }) => windowMs);
  const { rows } = await database.$client.query<TakenRow>({
    name: 'limits_take',
    text: takeText,
    values: [keys, windows, amount],
  });
  if (rows.some(({ taken }) => taken === amount)) await forgetEnded(database);
  return inOrder(keys, rows);
}

function inOrder(keys: readonly string[], rows: readonly TakenRow[]): Taken[] {
  const found = new Map(rows.map((row) => [row.key, { taken: row.taken, leftMs: row.left_ms }]));
  return keys.map((key) => found.get(key) ?? { taken: 0, leftMs: 0 });
}

/** Takes nothing; in the order of `limits`. */
export async function readTaken(
  database: Pick<Database, '$client'>,
  limits: readonly Pick<Limit, 'key'>[],
): Promise<Taken[]> {
  const keys = limits.map(digestOf);
  const { rows } = await database.$client.query<TakenRow>({
    name: 'limits_read',
    text: `select key, taken, (extract(epoch from ends_at - now()) * 1000)::float8 as left_ms
      from rate_limits where key = any($1) and ends_at > now()`,
    values: [keys],
  });
  return inOrder(keys, rows);
}

export async function giveBackTo(
  database: Pick<Database, '$client'>,
  limits: readonly Pick<Limit, 'key'>[],
): Promise<void> {
  await database.$client.query({
    name: 'limits_give_back',
    text: `update rate_limits l set taken = greatest(l.taken - 1, 0)
      from (select key from rate_limits where key = any($1) order by key for update) o where l.key = o.key`,
    values: [limits.map(digestOf)],
  });
}

/** When a window starts, so that the table stays small. */
async function forgetEnded(database: Pick<Database, '$client'>): Promise<void> {
  await database.$client.query({
    name: 'limits_forget',
    text: `delete from rate_limits where key in (
      select key from rate_limits where ends_at < now() - interval '1 minute' order by key for update skip locked)`,
  });
}

function digestOf({ key }: Pick<Limit, 'key'>): string {
  return createHash('sha256').update(key).digest('base64url');
}

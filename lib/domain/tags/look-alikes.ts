/** Tags that are drawn the same but spelt differently. Letter case is visible and makes no look-alike. */
import { sql } from 'drizzle-orm';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { fold, lookOf } from '#lib/shared/text/fold.ts';
import { shown, startLength } from './tag-text-sql.ts';

type Asked = TagText & { provider: ProviderId };
/** `count`: its users. */
export type LookAlike = TagText & { count: number };

const maxPerTag = 10;

/** Other known tags of the same provider that look the same, most used first. */
export async function findLookAlikes(reader: Queryable, asked: readonly Asked[]): Promise<LookAlike[][]> {
  if (asked.length === 0) return [];
  const texts = asked.map(({ key, value }) => fold(value === null ? key : `${key}=${value}`));
  const start = sql.raw(String(startLength));
  const rows = await runStatement<LookAlike & { place: number }>(
    reader,
    sql`SELECT a.place, f.key, f.value, f.usage_count AS count
      FROM unnest(${sql.param(asked.map((_, place) => place))}::int[],
        ${sql.param(asked.map(({ provider }) => provider))}::text[], ${sql.param(texts)}::text[]) a (place, provider, text)
      CROSS JOIN LATERAL (SELECT key, value, usage_count FROM tags
        WHERE left(${shown}, ${start}) = left(a.text, ${start}) AND ${shown} = a.text AND tags.provider = a.provider
        ORDER BY usage_count DESC, id LIMIT ${maxPerTag}) f`,
  );
  return asked.map((tag, place) =>
    rows.flatMap(({ place: at, ...other }) => (at === place && looksAlike(tag, other) ? [other] : [])),
  );
}

function looksAlike(tag: TagText, other: TagText): boolean {
  const isSame = tag.key === other.key && tag.value === other.value;
  const look = ({ key, value }: TagText) =>
    JSON.stringify([lookOf(key), value === null ? null : lookOf(value)]);
  return !isSame && look(tag) === look(other);
}

export function adviseOnLookAlikes(others: readonly LookAlike[]): string[] {
  return others.map(({ key, value, count }) => {
    const name = value === null ? key : `${key} = ${value}`;
    return `Looks like “${name}”, which ${count === 1 ? '1 user carries' : `${count} users carry`}: it is another tag.`;
  });
}

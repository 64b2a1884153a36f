import { type SQL, sql } from 'drizzle-orm';
import { providerIds } from '#lib/providers/ids.ts';
import type { TagNode } from '#lib/shared/filter/grammar.ts';
import { maxTagIds } from './resolved-tags.ts';
import { tagCondition } from './tag-sql.ts';

/** `term`: its position. `ids`: at most a few more than `maxTagIds` per provider. */
export type LookedUp = { term: number; ids: number[]; usage: number };

/**
 * One row per term. Exact terms go as arrays in one shape: planning a select takes longer than an index
 * lookup. Patterns need a select each.
 */
export function tagLookup(terms: readonly TagNode[]): SQL {
  const asked = terms.map((term, position) => ({ term, position }));
  const exact = asked.flatMap(exactRows);
  const patterns = asked.filter(({ term }) => !isExact(term)).map(patternSelect);
  const keys = exact.filter(({ value }) => value === null);
  const pairs = exact.filter(({ value }) => value !== null);
  const isPair = sql`AND md5(coalesce(t.value, '')) = md5(a.value) AND t.value = a.value`;
  return sql.join([exactSelect(keys, sql``), exactSelect(pairs, isPair), ...patterns], sql` UNION ALL `);
}

type Asked = { term: TagNode; position: number };
type ExactRow = { position: number; provider: string; key: string; value: string | null };

function isExact({ key, value }: TagNode): boolean {
  return key !== null && !key.open && !value?.open;
}

function exactRows({ term, position }: Asked): ExactRow[] {
  const { provider, key, value } = term;
  if (key === null || !isExact(term)) return [];
  const providers = provider === null ? providerIds : [provider];
  return providers.map((at) => ({ position, provider: at, key: key.text, value: value?.text ?? null }));
}

/** Behind a SELECT: with lists of known length PostgreSQL would plan anew, two thirds of the time. */
function exactSelect(rows: readonly ExactRow[], andValue: SQL): SQL {
  const list = (of: (row: ExactRow) => unknown) => sql.param(rows.map(of));
  return sql`(SELECT a.term, coalesce(array_agg(f.id) FILTER (WHERE f.id IS NOT NULL), '{}') AS ids,
    coalesce(sum(f.usage_count), 0)::float8 AS usage
    FROM unnest((SELECT ${list((row) => row.position)}::int[]), (SELECT ${list((row) => row.provider)}::text[]),
      (SELECT ${list((row) => row.key)}::text[]), (SELECT ${list((row) => row.value)}::text[]))
      a (term, provider, key, value)
    LEFT JOIN LATERAL (SELECT t.id, t.usage_count FROM tags t WHERE t.provider = a.provider
      AND md5(t.key) = md5(a.key) AND t.key = a.key ${andValue} LIMIT ${maxTagIds + 1}) f ON true
    GROUP BY a.term)`;
}

function patternSelect({ term, position }: Asked): SQL {
  return sql`(SELECT ${position}::int AS term, coalesce(array_agg(f.id), '{}') AS ids,
    coalesce(sum(f.usage_count), 0)::float8 AS usage
    FROM (SELECT t.id, t.usage_count FROM tags t WHERE ${tagCondition(term)} LIMIT ${maxTagIds + 1}) f)`;
}

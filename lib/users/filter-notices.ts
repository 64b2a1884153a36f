/** What a filter names and nobody knows, as words for who typed it. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { runFilterStatement } from '#lib/db/run-statement.ts';
import type { FilterNode } from '#lib/query/grammar.ts';
import { impossibleIn } from '#lib/query/impossible.ts';
import { locateTerms } from '#lib/query/locate.ts';
import type { FilterNotice } from '#lib/query/notice.ts';
import { applySuggestion } from '#lib/query/problem.ts';
import type { ResolvedTags, UnknownTag } from '#lib/query/resolved-tags.ts';
import { shorten } from '#lib/query/shorten.ts';
import { termsOf } from '#lib/query/walk.ts';

/** What nobody can fit, unknown tags with the nearest known ones, and runs that no change belongs to. */
export async function noticesOf(
  database: Database,
  q: string,
  filter: FilterNode | null,
  resolved: ResolvedTags,
): Promise<FilterNotice[]> {
  return [
    ...impossibleIn(filter),
    ...noticesOfTags(q, resolved.unknown),
    ...(await noticesOfRuns(database, filter)),
  ];
}

function noticesOfTags(q: string, unknown: readonly UnknownTag[]): FilterNotice[] {
  if (unknown.length === 0) return [];
  const places = locateTerms(q);
  return unknown.map(({ text, nearest }) => {
    const place = places.get(text);
    const cures = place
      ? nearest.map((suggestion) => ({ suggestion, cured: applySuggestion(q, { ...place, suggestion }) }))
      : [];
    return { about: text, message: `No known tag fits ${shorten(text)}.`, cures };
  });
}

/** A member's address is not looked up here: whether it is one is not for everybody to know. */
async function noticesOfRuns(database: Database, filter: FilterNode | null): Promise<FilterNotice[]> {
  const asked = new Set(termsOf(filter).flatMap((term) => (term.kind === 'run' ? [term.id] : [])));
  if (asked.size === 0) return [];
  const ids = sql.param([...asked]);
  const unknown = await runFilterStatement<{ id: string }>(
    database,
    sql`SELECT id::text FROM unnest(${ids}::bigint[]) asked(id)
      WHERE NOT EXISTS (SELECT FROM changes c WHERE c.run_id = asked.id)`,
  );
  return unknown.map(({ id }) => ({
    about: `run:${id}`,
    message: `No change belongs to run ${id}.`,
    cures: [],
  }));
}

/** Notices about a filter: unknown names and look-alikes. */
import { sql } from 'drizzle-orm';
import { findLookAlikes } from '#lib/domain/tags/look-alikes.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runFilterStatement } from '#lib/platform/db/run-statement.ts';
import type { ResolvedTags, UnknownTag } from '#lib/platform/filter-sql/resolved-tags.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { FilterNode, Pattern, TagNode } from '#lib/shared/filter/grammar.ts';
import { impossibleIn } from '#lib/shared/filter/impossible.ts';
import { locateTerms } from '#lib/shared/filter/locate.ts';
import { printTerm } from '#lib/shared/filter/print.ts';
import { applySuggestion, type FilterNotice } from '#lib/shared/filter/problem.ts';
import { collectTagTerms, termsOf } from '#lib/shared/filter/walk.ts';
import { shorten } from '#lib/shared/text-limits.ts';

export async function noticesOf(
  database: Database,
  q: string,
  filter: FilterNode | null,
  resolved: ResolvedTags,
): Promise<FilterNotice[]> {
  const [twins, runs] = await Promise.all([
    noticesOfTwins(database, q, filter, resolved),
    noticesOfRuns(database, filter),
  ]);
  return [...impossibleIn(filter), ...noticesOfTags(q, resolved.unknown), ...twins, ...runs];
}

function noticesOfTags(q: string, unknown: readonly UnknownTag[]): FilterNotice[] {
  if (unknown.length === 0) return [];
  const places = locateTerms(q);
  return unknown.map(({ text, suggestions }) => {
    const place = places.get(text);
    const cures = place
      ? suggestions.map((suggestion) => ({ suggestion, cured: applySuggestion(q, { ...place, suggestion }) }))
      : [];
    return { about: text, message: `No known tag fits ${shorten(text)}.`, cures };
  });
}

type NamedTag = TagNode & { key: Pattern };

async function noticesOfTwins(
  database: Database,
  q: string,
  filter: FilterNode | null,
  resolved: ResolvedTags,
): Promise<FilterNotice[]> {
  const terms = collectTagTerms(filter);
  const named = terms.filter(
    (term): term is NamedTag =>
      term.key !== null &&
      !term.key.open &&
      !term.value?.open &&
      (resolved.terms.get(printTerm(term))?.ids.length ?? 0) > 0,
  );
  if (named.length === 0) return [];
  const asked = named.flatMap(({ provider, key, value }, position) =>
    (provider === null ? providerIds : [provider]).map((at) => ({
      position,
      provider: at,
      key: key.text,
      value: value?.text ?? null,
    })),
  );
  const twins = await findLookAlikes(database, asked);
  const typed = new Set(terms.map(printTerm));
  const places = locateTerms(q);
  return named.flatMap((term, position) => {
    const text = printTerm(term);
    const carried = twins.flatMap((each, place) => (asked[place]?.position === position ? each : []));
    const others = carried.map(({ key, value }) =>
      printTerm({
        ...term,
        key: { text: key, open: false },
        value: value === null ? null : { text: value, open: false },
      }),
    );
    const spellings = [...new Set([text, ...others])];
    const place = places.get(text);
    if (!place || spellings.every((spelling) => typed.has(spelling))) return [];
    const ways = spellings.length;
    const suggestion = `(${spellings.join(' OR ')})`;
    const cured = applySuggestion(q, { ...place, suggestion });
    const message = `${shorten(text)} is written in ${ways} ways that look the same.`;
    return [{ about: text, message, cures: [{ suggestion, cured, says: `Any of these ${ways}` }] }];
  });
}

/** Members are not looked up here: whether an address is a member's is not public. */
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

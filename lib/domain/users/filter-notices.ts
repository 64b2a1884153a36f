/** Notices about a filter: unknown names and look-alikes. */
import { sql } from 'drizzle-orm';
import { findLookAlikes } from '#lib/domain/tags/look-alikes.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runFilterStatement } from '#lib/platform/db/run-statement.ts';
import type { ResolvedTags, UnknownTag } from '#lib/platform/filter-sql/resolved-tags.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { FilterNode, Pattern, TagNode } from '#lib/shared/filter/grammar.ts';
import { impossibleIn, listedPeople } from '#lib/shared/filter/impossible.ts';
import { locateTerms } from '#lib/shared/filter/locate.ts';
import { printFilter, printTerm } from '#lib/shared/filter/print.ts';
import { applySuggestion, type FilterNotice } from '#lib/shared/filter/problem.ts';
import { collectTagTerms, termsOf } from '#lib/shared/filter/walk.ts';
import { shorten } from '#lib/shared/text-limits.ts';
import { findUnfound } from './find-unfound.ts';

export async function noticesOf(
  database: Database,
  q: string,
  filter: FilterNode | null,
  resolved: ResolvedTags,
): Promise<FilterNotice[]> {
  const [twins, numbers, unfound] = await Promise.all([
    noticesOfTwins(database, q, filter, resolved),
    noticesOfNumbers(database, filter),
    noticesOfUnfound(database, filter),
  ]);
  return [...impossibleIn(filter), ...noticesOfTags(q, resolved.unknown), ...twins, ...numbers, ...unfound];
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
async function noticesOfNumbers(database: Database, filter: FilterNode | null): Promise<FilterNotice[]> {
  const terms = termsOf(filter);
  const runs = new Set(terms.flatMap((term) => (term.kind === 'run' ? [term.id] : [])));
  const imports = new Set(terms.flatMap((term) => (term.kind === 'import' ? [term.id] : [])));
  if (runs.size + imports.size === 0) return [];
  return await runFilterStatement<FilterNotice>(
    database,
    sql`SELECT 'run:' || id AS about, 'No change belongs to run ' || id || '.' AS message, '[]'::jsonb AS cures
      FROM unnest(${sql.param([...runs])}::bigint[]) asked(id)
      WHERE NOT EXISTS (SELECT FROM changes c WHERE c.run_id = asked.id)
      UNION ALL SELECT 'import:' || id, 'Nobody was made or changed by import ' || id || '.', '[]'::jsonb
      FROM unnest(${sql.param([...imports])}::bigint[]) asked(id)
      WHERE NOT EXISTS (SELECT FROM import_batches b WHERE b.import_id = asked.id)`,
  );
}

/** Of a list of e-mails and ids, those that nobody has. */
async function noticesOfUnfound(database: Database, filter: FilterNode | null): Promise<FilterNotice[]> {
  const people = listedPeople(filter);
  const unfound = people && (await findUnfound(database, people));
  if (!people || !unfound || unfound.length === 0) return [];
  const found = people.filter((text) => !unfound.includes(text));
  const [given, there, gone] = [people, found, unfound].map(({ length }) => length.toLocaleString('en'));
  const items = found.map((text) => ({ kind: 'text' as const, text }));
  const [only] = items;
  const rest = only && (items.length === 1 ? only : { kind: 'or' as const, items });
  const cures = rest ? [{ suggestion: '', cured: printFilter(rest), says: `Leave out the ${gone}` }] : [];
  return [{ about: 'unfound', message: `${there} of ${given} found, ${gone} not.`, cures, list: unfound }];
}

/** Server only. */

import { sql } from 'drizzle-orm';
import { runFilterStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { hasLabels } from '#lib/shared/filter/fields.ts';
import type { FilterNode, Pattern, TagNode, TermNode } from '#lib/shared/filter/grammar.ts';
import { printTerm } from '#lib/shared/filter/print.ts';
import { collectTagTerms, isEveryTag, termsOf } from '#lib/shared/filter/walk.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { counterpartLookup } from './counterpart-sql.ts';
import { type LookedUp, tagLookup } from './lookup-sql.ts';
import { gapMasks } from './masks.ts';
import {
  type Counterparts,
  maxTagIds,
  noTags,
  type ResolvedTags,
  type ResolvedTerm,
  type UnknownTag,
} from './resolved-tags.ts';

/** One query for all terms, one per comparison, and one where a term is unknown. */
export async function resolveTags(reader: Queryable, filter: FilterNode | null): Promise<ResolvedTags> {
  const counterparts = await findCounterparts(reader, filter);
  // Terms for all tags of a place use a mask: see `tagMasks`.
  const terms = collectTagTerms(filter).filter((term) => !isEveryTag(term));
  const followsMerges = await findMerges(reader, filter);
  if (terms.length === 0) return { ...noTags, counterparts, followsMerges };
  const rows = await runFilterStatement<LookedUp>(reader, tagLookup(terms));
  const found = new Map<string, ResolvedTerm>();
  for (const { term, ids, usage } of rows) {
    const wide = ids.length > maxTagIds;
    const asked = terms[term];
    if (asked) found.set(printTerm(asked), { ids: wide ? [] : ids, wide, usage });
  }
  const missing = terms.filter((term) => {
    const own = found.get(printTerm(term));
    return isNamed(term) && own?.ids.length === 0 && !own.wide;
  });
  return { terms: found, counterparts, unknown: await findSuggestions(reader, missing), followsMerges };
}

const ofThePast: ReadonlySet<TermNode['kind']> = new Set(['changed-by', 'run', 'import']);

/** Asked apart, so that the statement is as ever where nobody is merged. */
async function findMerges(reader: Queryable, filter: FilterNode | null): Promise<boolean> {
  if (!termsOf(filter).some(({ kind }) => ofThePast.has(kind))) return false;
  const [row] = await runFilterStatement<{ some: boolean }>(
    reader,
    sql`SELECT EXISTS (SELECT FROM merged_users) AS some`,
  );
  return row?.some ?? false;
}

async function findCounterparts(
  reader: Queryable,
  filter: FilterNode | null,
): Promise<Map<string, Counterparts>> {
  const found = new Map<string, Counterparts>();
  for (const term of termsOf(filter)) {
    if (term.kind !== 'differs' && term.kind !== 'missing') continue;
    if (gapMasks(term) !== null || found.has(printTerm(term))) continue;
    const [row] = await runFilterStatement<{ tags: number[]; equals: number[] }>(
      reader,
      counterpartLookup(term),
    );
    if (row && row.tags.length <= maxTagIds) found.set(printTerm(term), row);
  }
  return found;
}

/** Whether no match is worth a notice: not for `fragment:=*`. */
function isNamed(term: TagNode): boolean {
  return [term.key, term.value].some((pattern) => pattern !== null && (pattern.text !== '' || !pattern.open));
}

const maxSuggested = 5;

async function findSuggestions(reader: Queryable, terms: readonly TagNode[]): Promise<UnknownTag[]> {
  if (terms.length === 0) return [];
  const selects = terms.slice(0, maxSuggested).map((term, index) => {
    const text = wholeText(term);
    const folded = fold(text);
    const whole = sql`t.key || coalesce('=' || t.value, '')`;
    const shown = sql`fold_text(${whole})`;
    const provider = term.provider === null ? sql`true` : sql`t.provider = ${term.provider}`;
    // `<%` matches a key or value alone within `key=value`; both operators use the index. Similarity ignores
    // word order, so exact spelling sorts first.
    return sql`(SELECT ${index}::int AS term, t.provider, t.key, t.value FROM tags t
      WHERE (${shown} % ${folded} OR ${folded} <% ${shown}) AND ${provider}
      ORDER BY (${shown} = ${folded})::int + (${whole} = ${text})::int DESC,
        greatest(similarity(${shown}, ${folded}), similarity(fold_text(t.key), ${folded})) DESC,
        t.usage_count DESC, t.id LIMIT 20)`;
  });
  const rows = await reader.execute<
    Pick<TagNode, 'provider'> & { term: number; key: string; value: string | null }
  >(sql.join(selects, sql` UNION ALL `));
  return terms.map((term, index) => {
    const near = rows.rows.filter((row) => row.term === index).map((row) => printTerm(asTerm(term, row)));
    return { term, text: printTerm(term), suggestions: [...new Set(near)].slice(0, 3) };
  });
}

/** As compared: `key=value`, without spaces around the first “=”. */
function wholeText({ key, value }: TagNode): string {
  const text = [key?.text, value?.text].filter((part) => part).join('=');
  return text.replace(/\s*=\s*/, '=');
}

/** Only the key where only a key was named. */
function asTerm(
  term: TagNode,
  row: { provider: TagNode['provider']; key: string; value: string | null },
): TagNode {
  const named = term.value === null ? namesValue(term.key) : !(term.value.open && term.value.text === '');
  const withValue = row.value !== null && named && !hasLabels(row.provider);
  return {
    kind: 'tag',
    provider: row.provider,
    key: { text: row.key, open: false },
    value: withValue && row.value !== null ? { text: row.value, open: false } : null,
  };
}

/** Quoted as a whole, `"Cohort=2026 Spring"` parses as a key and means a tag. */
function namesValue(key: Pattern | null): boolean {
  return key?.text.includes('=') ?? false;
}

/** What the search box offers while a filter is typed: known tags of all providers, their keys and their values. */
import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { parseInput } from '#lib/errors.ts';
import { hasLabels } from '#lib/query/fields.ts';
import { runStatement } from '#lib/users/run-statement.ts';
import { type SuggestTermsInput, suggestTermsInput, type TermSuggestion } from './schemas.ts';

const mostSuggestions = 10;
const mostNear = 5;
/** Shorter texts are near to everything. */
const leastNear = 3;

// Worded like the index `tags_search`.
const shown = sql`lower(key || coalesce('=' || value, ''))`;
const none = sql`null::text`;

/** What of a tag is compared with the typed text, and what of it is offered; `many`: several tags may then look alike. */
type Aim = { text: SQL; key: SQL; value: SQL; where: SQL; many: boolean };

const aims = {
  whole: { text: shown, key: sql`key`, value: sql`value`, where: sql`true`, many: false },
  label: { text: sql`lower(key)`, key: sql`key`, value: none, where: sql`value is null`, many: false },
  /** Types and keys alone, beside the whole tags. */
  keyOfValues: {
    text: sql`lower(key)`,
    key: sql`key`,
    value: none,
    where: sql`value is not null`,
    many: true,
  },
  value: {
    text: sql`lower(value)`,
    key: sql`''`,
    value: sql`value`,
    where: sql`value is not null`,
    many: false,
  },
  valueOfAnyKey: {
    text: sql`lower(value)`,
    key: sql`''`,
    value: sql`value`,
    where: sql`value is not null`,
    many: true,
  },
} satisfies Record<string, Aim>;

function aimsFor({ wanted, provider, key }: SuggestTermsInput): Aim[] {
  if (wanted === 'term') return [aims.whole, aims.keyOfValues];
  if (wanted === 'value') return [key === '' ? aims.valueOfAnyKey : aims.value];
  if (provider === '') return [aims.label, aims.keyOfValues];
  return [hasLabels(provider) ? aims.label : aims.keyOfValues];
}

/**
 * Most used first, those that start as typed before those that only hold it; where nothing holds it, what is spelt
 * like it. One statement on the catalogue, whatever the number of users. `count`: users who carry it; of a key with
 * several values, the sum over its values. Throws AppError `forbidden`, `invalid`.
 */
export async function suggestTerms(context: Context, input: unknown): Promise<TermSuggestion[]> {
  requirePermission(context, 'tags:read');
  const asked = parseInput(suggestTermsInput, input);
  const typed = asked.text.trim().toLowerCase();
  const chosen = aimsFor(asked);
  const within = [
    asked.provider === '' ? sql`true` : sql`provider = ${asked.provider}`,
    asked.wanted === 'value' && asked.key !== '' ? sql`key = ${asked.key}` : sql`true`,
  ];
  // Only the best of each are carried on: a word may be in most of a large catalogue.
  const offer = ({ key, value, where, many }: Aim, condition: SQL, rank: SQL, most: number) => sql`
    (select provider, ${key} as key, ${value} as value,
      ${many ? sql`sum(usage_count)::int` : sql`usage_count`} as count, ${many ? sql`max(${rank})` : rank} as rank
    from tags where ${sql.join([...within, where], sql` and `)} and ${condition}
    ${many ? sql`group by 1, 2, 3` : sql``}
    order by 5 desc, 4 desc, 2, 3 nulls first limit ${most})`;
  const holding = (aim: Aim) =>
    // The first condition has an index, the second says which part of the tag is meant.
    typed === ''
      ? offer(aim, sql`true`, sql`0::real`, mostSuggestions)
      : offer(
          aim,
          sql`${holds(shown, [typed])} and ${holds(aim.text, [typed])}`,
          sql`starts_with(${aim.text}, ${typed})::int::real`,
          mostSuggestions,
        );
  const alike = (aim: Aim) => [
    offer(
      aim,
      sql`${holds(shown, swapped(typed))} and ${holds(aim.text, swapped(typed))} and not exists (select from holding)`,
      sql`1::real`,
      mostNear,
    ),
    offer(
      aim,
      sql`(${shown} % ${typed} or ${holds(shown, halves(typed))}) and ${aim.text} % ${typed}
        and not ${holds(aim.text, swapped(typed))} and not exists (select from holding)`,
      sql`similarity(${aim.text}, ${typed})`,
      mostNear,
    ),
  ];
  const near =
    asked.wanted === 'term' || typed.length < leastNear
      ? []
      : [
          sql`select *, true as near from (${sql.join(chosen.flatMap(alike), sql` union all `)}
            order by rank desc, count desc limit ${mostNear}) alike`,
        ];
  return await runStatement<TermSuggestion>(
    context.database,
    sql`with holding as materialized (${sql.join(chosen.map(holding), sql` union all `)})
      select provider, key, value, count, near
      from (${sql.join([sql`select *, false as near from holding`, ...near], sql` union all `)}) found
      order by near, rank desc, count desc, key, value nulls first limit ${mostSuggestions}`,
  );
}

/** The text with two neighbouring letters changed over: of short words nothing else looks alike. */
function swapped(typed: string): string[] {
  return Array.from({ length: typed.length - 1 }, (_, place) => {
    const [left = '', right = ''] = typed.slice(place, place + 2);
    return typed.slice(0, place) + right + left + typed.slice(place + 2);
  });
}

/** One wrong letter leaves one of them whole. The index wants three letters. */
function halves(typed: string): string[] {
  const length = Math.max(3, Math.ceil(typed.length / 2));
  return [typed.slice(0, length), typed.slice(-length)];
}

function holds(text: SQL, parts: readonly string[]): SQL {
  return sql`${text} like any(${sql.param(parts.map((part) => `%${escapeLike(part)}%`))}::text[])`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

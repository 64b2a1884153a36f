/** What the search box offers while a filter is typed: known tags of all providers, their keys and their values. */
import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { parseInput } from '#lib/errors.ts';
import { hasLabels } from '#lib/query/fields.ts';
import { runStatement } from '#lib/users/run-statement.ts';
import { suggestTermsInput, type TermSuggestion } from './schemas.ts';

const mostSuggestions = 10;
const mostNear = 5;
/** Shorter texts are near to everything. */
const leastNear = 3;

// Worded like the index `tags_search`.
const shown = sql`lower(key || coalesce('=' || value, ''))`;
const none = sql`null::text`;

/** What of a tag is compared with the typed text, and what of it is offered; tags that then look alike are one. */
type Aim = { text: SQL; key: SQL; value: SQL; where: SQL };

const aims = {
  whole: { text: shown, key: sql`key`, value: sql`value`, where: sql`true` },
  /** Labels, types and keys. */
  key: { text: sql`lower(key)`, key: sql`key`, value: none, where: sql`true` },
  /** Types and keys alone, beside the whole tags. */
  keyOfValues: { text: sql`lower(key)`, key: sql`key`, value: none, where: sql`value is not null` },
  value: { text: sql`lower(value)`, key: sql`''`, value: sql`value`, where: sql`value is not null` },
} satisfies Record<string, Aim>;

/**
 * Most used first, those that start as typed before those that only hold it; where nothing holds it, what is spelt
 * like it. One statement on the catalogue, whatever the number of users. `count`: users who carry it; of a key with
 * several values, the sum over its values. Throws AppError `forbidden`, `invalid`.
 */
export async function suggestTerms(context: Context, input: unknown): Promise<TermSuggestion[]> {
  requirePermission(context, 'tags:read');
  const { provider, wanted, key, text } = parseInput(suggestTermsInput, input);
  const typed = text.trim().toLowerCase();
  const pattern = `%${typed.replace(/[\\%_]/g, '\\$&')}%`;
  const within = [
    provider === '' ? sql`true` : sql`provider = ${provider}`,
    wanted === 'value' && key !== '' ? sql`key = ${key}` : sql`true`,
  ];
  const offer = ({ text: aimed, key: ownKey, value, where }: Aim, condition: SQL, rank: SQL) => sql`
    select provider, ${ownKey} as key, ${value} as value, sum(usage_count)::int as count, max(${rank}) as rank
    from tags where ${sql.join([...within, where], sql` and `)} and ${condition} and ${aimed} is not null
    group by 1, 2, 3`;
  const holding = (aim: Aim) =>
    offer(
      aim,
      // The first condition has an index, the second says which part of the tag is meant.
      sql`${shown} like ${pattern} and ${aim.text} like ${pattern}`,
      sql`starts_with(${aim.text}, ${typed})::int::real`,
    );
  const chosen = wanted === 'term' ? [aims.whole, aims.keyOfValues] : [aims[wanted]];
  const near =
    wanted === 'term' || typed.length < leastNear
      ? []
      : [
          sql`select *, true as near from (${offer(
            aims[wanted],
            // Of labels there may be very many, and theirs is the index; keys are few, and values are those of one key.
            sql`${provider !== '' && hasLabels(provider) ? shown : aims[wanted].text} % ${typed}
              and not exists (select from holding)`,
            sql`similarity(${aims[wanted].text}, ${typed})`,
          )} order by rank desc, count desc limit ${mostNear}) alike`,
        ];
  return await runStatement<TermSuggestion>(
    context.database,
    sql`with holding as materialized (${sql.join(chosen.map(holding), sql` union all `)})
      select provider, key, value, count, near
      from (${sql.join([sql`select *, false as near from holding`, ...near], sql` union all `)}) found
      order by near, rank desc, count desc, key, value nulls first limit ${mostSuggestions}`,
  );
}

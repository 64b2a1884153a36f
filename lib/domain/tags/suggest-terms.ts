/** Suggestions while a filter is typed: tags of all providers, keys and values. */
import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { type SuggestTermsInput, suggestTermsInput, type TermSuggestion } from '#lib/shared/catalogue.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { hasLabels } from '#lib/shared/filter/fields.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { swapped } from '#lib/shared/text/swapped.ts';
import { byUse, holds, shown, startsWith } from './tag-text-sql.ts';

const maxSuggestions = 10;
const maxNear = 5;
/** Shorter texts resemble everything. */
const minNearLength = 3;

const none = sql`null::text`;
const isLabel = sql`value is null`;
const hasValue = sql`value is not null`;

/** `text` is compared with what is typed, `key` and `value` are offered. `many`: look-alikes are added up. */
type Aim = { text: SQL; key: SQL; value: SQL; where: SQL; many: boolean };

const aims = {
  whole: { text: shown, key: sql`key`, value: sql`value`, where: sql`true`, many: false },
  // A label's key is all that is shown, and has an index.
  label: { text: shown, key: sql`key`, value: none, where: isLabel, many: false },
  /** Types and keys alone. */
  keyOfValues: { text: sql`fold_text(key)`, key: sql`key`, value: none, where: hasValue, many: true },
  value: { text: sql`fold_text(value)`, key: sql`''`, value: sql`value`, where: hasValue, many: false },
  valueOfAnyKey: {
    text: sql`fold_text(value)`,
    key: sql`''`,
    value: sql`value`,
    where: hasValue,
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
 * Prefix matches first, then others, by use; where nothing matches, similar spellings. One statement on the
 * catalogue. `count`: users; of a key, summed over its values. Throws AppError `forbidden`, `invalid`.
 */
export async function suggestTerms(context: Context, input: unknown): Promise<TermSuggestion[]> {
  requirePermission(context, 'tags:read');
  const asked = parseInput(suggestTermsInput, input);
  const typed = fold(asked.text.trim());
  const within = [
    asked.provider === '' ? sql`true` : sql`provider = ${asked.provider}`,
    // The index over tags holds the key as md5.
    asked.wanted === 'value' && asked.key !== ''
      ? sql`md5(key) = md5(${asked.key}) and key = ${asked.key}`
      : sql`true`,
  ];
  const chosen = aimsFor(asked);
  const wantsNear = asked.wanted !== 'term' && typed.length >= minNearLength;
  const parts = [
    sql`select *, false as near from holding`,
    ...(wantsNear ? [alikeAnyOf(chosen, within, typed)] : []),
  ];
  return await runPlannedStatement<TermSuggestion>(
    context.database,
    sql`with ${holdingAnyOf(chosen, within, typed)}
      select id, provider, key, value, count, near from (${union(parts)}) found
      order by near, rank desc, count desc, key, value nulls first limit ${maxSuggestions}`,
  );
}

const union = (parts: readonly SQL[]) => sql.join([...parts], sql` union all `);
const every = (conditions: readonly SQL[]) => sql.join([...conditions], sql` and `);

/** `having`: applied once per key or value, not per tag. */
type Offer = { conditions: readonly SQL[]; rank: SQL; most: number; having?: SQL };

/** Only the best of each go on: a word may be in most tags. */
function offer({ key, value, where, many }: Aim, { conditions, rank, most, having }: Offer): SQL {
  const from = sql`from tags where ${every([where, ...conditions])}`;
  return many
    ? sql`(select provider, ${key} as key, ${value} as value, sum(usage_count)::int as count, ${rank} as rank,
          null::int as id ${from} group by 1, 2, 3 having ${having ?? sql`true`} order by 5 desc, 4 desc, 2, 3 nulls first limit ${most})`
    : sql`(select provider, ${key} as key, ${value} as value, usage_count as count, ${rank} as rank, id
        ${from} order by 5 desc, ${byUse}, 2, 3 nulls first limit ${most})`;
}

/** Parts of a `with`; the last one, `holding`, has the best matches of all aims. */
function holdingAnyOf(chosen: readonly Aim[], within: readonly SQL[], typed: string): SQL {
  const found = chosen.map((aim, place) => holding(aim, within, typed, sql.raw(`starting_${place}`)));
  const steps = found.flatMap(({ step }) => (step ? [step] : []));
  const all = sql`holding as materialized (${union(found.map(({ part }) => part))})`;
  return sql.join([...steps, all], sql`, `);
}

/**
 * Prefix matches, then others: each comes in the order of use without a sort. The second step runs only where
 * the first leaves room. `name`: of the step before.
 */
function holding(
  aim: Aim,
  within: readonly SQL[],
  typed: string,
  name: SQL,
): { step: SQL | null; part: SQL } {
  const most = maxSuggestions;
  if (typed === '') return { step: null, part: offer(aim, { conditions: within, rank: sql`0::real`, most }) };
  if (aim.many) {
    const rank = sql`starts_with(${aim.text}, ${typed})::int::real`;
    const having = holds(aim.text, [typed]);
    // The trigram index needs three letters.
    const conditions = typed.length < 3 ? within : [...within, holds(shown, [typed])];
    return { step: null, part: offer(aim, { conditions, rank, most, having }) };
  }
  const begins = sql`starts_with(${aim.text}, ${typed})`;
  const starting = [...within, aim.text === shown ? startsWith(typed) : begins];
  const hasRoom = sql`(select count(*) < ${most}::int from ${name})`;
  const inside = [...within, hasRoom, holds(aim.text, [typed]), sql`not ${begins}`];
  return {
    step: sql`${name} as materialized ${offer(aim, { conditions: starting, rank: sql`1::real`, most })}`,
    part: sql`select * from ${name} union all ${offer(aim, { conditions: inside, rank: sql`0::real`, most })}`,
  };
}

/** Similar spellings, where nothing contains the text. */
function alikeAnyOf(chosen: readonly Aim[], within: readonly SQL[], typed: string): SQL {
  const conditions = [...within, sql`not exists (select from holding)`];
  const found = chosen.flatMap((aim) => alike(aim, conditions, typed));
  return sql`select *, true as near
    from (select * from (${union(found)}) each order by rank desc, count desc limit ${maxNear}) alike`;
}

function alike(aim: Aim, within: readonly SQL[], typed: string): SQL[] {
  const swaps = swapped(typed);
  const isTurned = holds(aim.text, swaps);
  const isAlike = sql`${aim.text} % ${typed}`;
  const likeness = sql`similarity(${aim.text}, ${typed})`;
  const most = maxNear;
  if (aim.many) {
    // Few distinct keys and values: compare each once.
    const { key, value, where } = aim;
    return [
      sql`(select provider, ${key} as key, ${value} as value, count,
          case when ${isTurned} then 1::real else ${likeness} end as rank, null::int as id
        from (select provider, ${key} as key, ${value} as value, sum(usage_count)::int as count
          from tags where ${every([where, ...within])} group by 1, 2, 3) once
        where ${isTurned} or ${isAlike} order by 5 desc, 4 desc limit ${most})`,
    ];
  }
  // Of a whole tag the index knows the words, of a part at least one half.
  const known = aim.text === shown ? sql`true` : sql`(${shown} % ${typed} or ${holds(shown, halves(typed))})`;
  return [
    offer(aim, { conditions: [...within, holds(shown, swaps), isTurned], rank: sql`1::real`, most }),
    offer(aim, { conditions: [...within, known, isAlike, sql`not ${isTurned}`], rank: likeness, most }),
  ];
}

/** One wrong letter leaves one half whole. The index needs three letters. */
function halves(typed: string): string[] {
  const length = Math.max(3, Math.ceil(typed.length / 2));
  return [typed.slice(0, length), typed.slice(-length)];
}

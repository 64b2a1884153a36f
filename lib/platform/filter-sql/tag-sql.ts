/** Worded so that the catalogue's indexes are used. Server only. */

import { type SQL, sql } from 'drizzle-orm';
import { providerIds } from '#lib/providers/ids.ts';
import type { Pattern, TagNode } from '#lib/shared/filter/grammar.ts';
import { fold, withoutLastLetter } from '#lib/shared/text/fold.ts';

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function matchesPattern(column: SQL, pattern: Pattern): SQL {
  if (pattern.open) return sql`${column} LIKE ${`${escapeLike(pattern.text)}%`}`;
  return sql`${column} = ${pattern.text}`;
}

/** Narrows by the trigram index over the folded `key=value`; the exact conditions decide. */
function narrowsByText(key: Pattern | null, value: Pattern | null): SQL | null {
  const known = (value?.text ?? '').length > 2 || (key?.open && key.text.length > 2);
  if (!known) return null;
  const keyPart = key === null ? '%' : foldedLike(key.text, key.open);
  const valuePart = value === null ? '' : foldedLike(`=${value.text}`, value.open);
  const like = value === null ? `${keyPart}%` : `${keyPart}${valuePart}`;
  return sql`fold_text(t.key || coalesce('=' || t.value, '')) LIKE ${like}`;
}

function foldedLike(text: string, open: boolean): string {
  // What follows an open end may join its last letter: an accent, the rest of a Korean syllable.
  return open ? `${escapeLike(fold(withoutLastLetter(text)))}%` : escapeLike(fold(text));
}

export function tagCondition(term: TagNode): SQL {
  const { key, value } = term;
  const conditions: SQL[] = [];
  // All providers instead of none: keeps the index on (provider, key, value) usable.
  if (term.provider !== null) conditions.push(sql`t.provider = ${term.provider}`);
  else conditions.push(sql`t.provider = ANY(${sql.param([...providerIds])}::text[])`);
  if (key && !key.open) conditions.push(sql`md5(t.key) = md5(${key.text})`);
  if (key && (!key.open || key.text !== '')) conditions.push(matchesPattern(sql`t.key`, key));
  if (value && key && !value.open && !key.open) {
    conditions.push(sql`md5(coalesce(t.value, '')) = md5(${value.text})`);
  }
  if (value)
    conditions.push(
      value.open && value.text === '' ? sql`t.value IS NOT NULL` : matchesPattern(sql`t.value`, value),
    );
  const narrowing = narrowsByText(key, value);
  if (narrowing) conditions.push(narrowing);
  return sql.join(conditions, sql` AND `);
}

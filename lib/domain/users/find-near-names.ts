import { sql } from 'drizzle-orm';
import { holds } from '#lib/domain/tags/tag-text-sql.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { isStatementTimeout } from '#lib/platform/db/sql-state.ts';
import { goByIndexes, inTransaction } from '#lib/platform/db/transaction.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { editDistance } from '#lib/shared/filter/nearest.ts';
import { type FoundUser, searchInput } from '#lib/shared/search.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { swapped } from '#lib/shared/text/swapped.ts';

const maxNear = 5;
/** By their trigrams, of which the nearest by letters are offered. */
const maxRead = 200;
/** Shorter texts resemble everything. */
const minLength = 4;
/** Of the text's trigrams that a name has together: one wrong letter leaves half of them in a word of five. */
const minLikeness = '0.42';
/** An offer, not an answer: it must not keep the database busy. */
const maxMs = '400';

/**
 * Users spelt like a text that nobody has, likeliest first; nobody where looking takes too long. Throws AppError
 * `forbidden`, `invalid`.
 */
export async function findNearNames(context: Context, input: unknown): Promise<FoundUser[]> {
  requirePermission(context, 'users:read');
  const typed = fold(parseInput(searchInput, input).text);
  if (typed.length < minLength) return [];
  const isTurned = holds(sql`search`, swapped(typed));
  try {
    return await inTransaction(context.database, async (transaction) => {
      await goByIndexes(transaction);
      await transaction.execute(sql`select set_config('statement_timeout', ${maxMs}, true),
        set_config('pg_trgm.word_similarity_threshold', ${minLikeness}, true)`);
      const likest = await runPlannedStatement<FoundUser & { search: string }>(
        transaction,
        sql`select id, coalesce(nullif(name, ''), email) as title, email, search from users
          where (${isTurned} or ${typed} <% search) and (name <> '' or email <> '')
          order by ${isTurned} desc, strict_word_similarity(${typed}, search) desc, id limit ${maxRead}`,
      );
      return nearestFirst(typed, likest).map(({ id, title, email }) => ({ id, title, email }));
    });
  } catch (error) {
    if (isStatementTimeout(error)) return [];
    throw error;
  }
}

/** Trigrams take “kang” for nearer to “kania” than “kanya”, which one letter parts from it. */
function nearestFirst<Like extends { search: string }>(typed: string, likest: readonly Like[]): Like[] {
  const wanted = wordsOf(typed);
  const nearnessOf = ({ search }: Like): number => {
    const words = wordsOf(search);
    return wanted.reduce(
      (sum, word) => sum + Math.min(...words.map((other) => lettersApart(word, other))),
      0,
    );
  };
  return likest
    .map((like) => ({ like, apart: nearnessOf(like) }))
    .toSorted((left, right) => left.apart - right.apart)
    .slice(0, maxNear)
    .map(({ like }) => like);
}

const wordsOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/** A letter more or less counts a little more than another one. */
function lettersApart(left: string, right: string): number {
  return editDistance(left, right) + Math.abs(left.length - right.length) / 10;
}

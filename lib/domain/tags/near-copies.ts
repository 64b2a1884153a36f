/** Tags that may be one: written nearly alike at a provider, or the same word at two. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { allowTime, inTransaction } from '#lib/platform/db/transaction.ts';

const maxMs = 60_000;
/** Of letters in groups of three. Below it, other words are alike as well. */
const minSimilarity = 0.5;
/** A slip of the pen is rarer by this than what was meant. */
const rarerBy = 10;
/** A word of one or two letters, or a number, is the same everywhere and says nothing. */
const isWord = (text: SQL) => sql`length(${text}) > 2 and ${text} !~ '^[0-9.]+$'`;

const plain = (text: SQL) => sql`translate(fold_text(${text}), ' _-', '')`;
/** Without case, spaces, “_” and “-”. `alias`: of `tags`. */
export const spellingOf = (alias: SQL) => plain(sql`${alias}.key || coalesce('=' || ${alias}.value, '')`);
/** What a tag says: a pair's value, as labels have none. */
export const wordOf = (alias: SQL) => plain(sql`coalesce(${alias}.value, ${alias}.key)`);

/** Finds all pairs anew. What was decided stays, also where it is none any more. Gives how many are open. */
export function findNearCopies(database: Database): Promise<number> {
  return inTransaction(database, async (transaction) => {
    await allowTime(transaction, maxMs);
    await transaction.execute(
      sql`select set_config('pg_trgm.similarity_threshold', ${String(minSimilarity)}, true)`,
    );
    await transaction.execute(sql`
      create temporary table known_tags on commit drop as
      select t.id, t.provider, t.key, t.value, t.usage_count, ${spellingOf(sql`t`)} as spelling, ${wordOf(sql`t`)} as word,
        coalesce(t.value, t.key) as own, regexp_replace(coalesce(t.value, t.key), '[^0-9]', '', 'g') as digits
      from tags t`);
    await transaction.execute(sql`create index on known_tags using gin (own gin_trgm_ops)`);
    await transaction.execute(sql`analyze known_tags`);
    const [counted] = await runStatement<{ open: number }>(
      transaction,
      sql`with found as (
          select a.id as first_id, b.id as second_id, 'spelling' as kind from known_tags a
          join known_tags b on b.provider = a.provider and b.spelling = a.spelling and a.id < b.id
          union all
          select a.id, b.id, 'meaning' from known_tags a
          join known_tags b on b.word = a.word and b.provider <> a.provider and a.id < b.id
          where a.usage_count > 0 and b.usage_count > 0 and ${isWord(sql`a.word`)}
          union all
          select least(r.id, o.id), greatest(r.id, o.id), 'similar' from known_tags r
          join known_tags o on o.own % r.own
          where r.usage_count > 0 and o.usage_count >= ${rarerBy} * r.usage_count and o.provider = r.provider
            and o.spelling <> r.spelling and o.digits = r.digits and (o.value is null) = (r.value is null)
            and (o.value is null or o.key = r.key)
        ), once as (
          select first_id, second_id, min(kind) as kind from found group by first_id, second_id
        ), gone as (
          delete from tag_pairs p where p.verdict = 'open' and not exists (
            select from once o where o.first_id = p.first_id and o.second_id = p.second_id)
        ), kept as (
          insert into tag_pairs (first_id, second_id, kind) select first_id, second_id, kind from once
          on conflict (first_id, second_id) do update set kind = excluded.kind returning verdict
        )
        select count(*) filter (where verdict = 'open')::int as open from kept`,
    );
    return counted?.open ?? 0;
  });
}

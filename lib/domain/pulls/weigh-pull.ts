/** What a whole list would take away, before anything of it is written. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { allowTime, inTransaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

const maxGoneShare = 0.1;
const maxDroppedShare = 0.2;
/** Fewer are what people do in a day. */
const minAsked = 50;
const timeoutMs = 120_000;

/** Identities `i` that were there when the reading began and are not in the list of pull `id`. */
export function missingIn(id: number, provider: ProviderId): SQL {
  return sql`i.provider = ${provider} and i.gone_since is null
    and i.id <= (select identities_through from pulls where id = ${id}::bigint)
    and not exists (select from pull_rows r where r.pull_id = ${id}::bigint and r.external_id = i.external_id)
    and not exists (select from pull_rows r where r.pull_id = ${id}::bigint and r.second_ref = i.external_id
      and not exists (select from identity_refs o where o.identity_id = i.id and o.ref = i.external_id and o.is_own_id))
    and not exists (select from identity_refs f join pull_rows r on r.pull_id = ${id}::bigint
      and r.external_id = f.ref where f.identity_id = i.id)`;
}

/** null: it may be written. `saysWhoIsGone`: the list holds everybody. */
export async function weighPull(
  database: Database,
  { id, provider, saysWhoIsGone }: { id: number; provider: ProviderId; saysWhoIsGone: boolean },
): Promise<string | null> {
  const [facts] = await inTransaction(database, async (transaction) => {
    await allowTime(transaction, timeoutMs);
    return runPlannedStatement<{ people: number; gone: number; tags: number; dropped: number }>(
      transaction,
      sql`select
        (select count(*) from identities where provider = ${provider} and gone_since is null)::int as people,
        ${saysWhoIsGone ? sql`(select count(*) from identities i where ${missingIn(id, provider)})::int` : sql`0`} as gone,
        (select count(*) from identities i join identity_tags t on t.identity_id = i.id
          where i.provider = ${provider})::int as tags,
        (select count(*) from pull_rows r
          join identities i on i.provider = ${provider} and i.external_id = r.external_id
          join identity_tags it on it.identity_id = i.id join tags t on t.id = it.tag_id
          where r.pull_id = ${id}::bigint and r.tags is not null
            and not r.tags @> jsonb_build_array(jsonb_build_object('key', t.key)))::int as dropped`,
    );
  });
  if (!facts) throw new Error('The database gave no row.');
  const { people, gone, tags, dropped } = facts;
  const { label, nouns } = capabilitiesOf(provider);
  const words = (count: number) => count.toLocaleString('en');
  if (gone >= minAsked && gone > people * maxGoneShare)
    return `${words(gone)} of ${words(people)} people would be gone at ${label}.`;
  if (dropped >= minAsked && dropped > tags * maxDroppedShare)
    return `${words(dropped)} of ${words(tags)} ${nouns.tags} known at ${label} would be dropped.`;
  return null;
}

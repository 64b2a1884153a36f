/** Keeps a page of a provider's list with the place where it goes on, in one transaction. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import type { IdentityPage } from '#lib/providers/contract.ts';

const maxReasonsKept = 100;

/** Somebody paused or cancelled it, or another process has it. */
export class PullLost extends Error {}

export type HeldPull = { id: number; owner: string };

/** As of the read that it is about; the list begins anew. */
export async function beginReading(database: Database, { id, owner }: HeldPull): Promise<string> {
  return inTransaction(database, async (transaction) => {
    await transaction.execute(sql`delete from pull_rows where pull_id = ${id}::bigint`);
    const [row] = await runPlannedStatement<{ beganAt: string }>(
      transaction,
      sql`update pulls set began_at = clock_timestamp(), read = 0, bad = 0, bad_reasons = '[]', list_share = null,
          named = 0, names = null,
          identities_through = (select coalesce(max(id), 0) from identities)
        where id = ${id}::bigint and owner = ${owner} and state = 'running' returning began_at as "beganAt"`,
    );
    if (!row) throw new PullLost();
    return row.beganAt;
  });
}

/**
 * `readFrom`: the database's clock before the page was asked for. `joins`: a person's rows are parts of their
 * tags; else the later row counts. Throws PullLost, and keeps nothing then.
 */
export async function stagePage(
  database: Database,
  { id, owner }: HeldPull,
  page: IdentityPage,
  { readFrom, joins }: { readFrom: string; joins: boolean },
): Promise<void> {
  const listed = page.rows.map(({ externalId, secondRef, name, email, tags }) => ({
    external_id: externalId,
    second_ref: secondRef,
    name,
    email,
    tags,
    is_bad: false,
  }));
  const unbelieved = page.bad.flatMap(({ externalId, field }) =>
    externalId === null || field !== null ? [] : { external_id: externalId, is_bad: true },
  );
  const rows = JSON.stringify([
    ...listed,
    ...new Map(unbelieved.map((row) => [row.external_id, row])).values(),
  ]);
  await inTransaction(database, async (transaction) => {
    const [counts] = await runPlannedStatement<{ added: number; spoilt: number }>(
      transaction,
      sql`with kept as (
          insert into pull_rows as r (pull_id, external_id, second_ref, name, email, tags, is_bad, read_from)
          select ${id}::bigint, n.external_id, n.second_ref, n.name, n.email,
            case when jsonb_typeof(n.tags) = 'array' then n.tags end, n.is_bad, ${readFrom}::timestamptz
          from jsonb_to_recordset(${rows}::jsonb) as n(external_id text, second_ref text, name text, email text,
            tags jsonb, is_bad boolean)
          on conflict (pull_id, external_id) do update set second_ref = excluded.second_ref, name = excluded.name,
            email = excluded.email, is_bad = excluded.is_bad,
            tags = ${joins ? joinedTags : sql`excluded.tags`},
            read_from = ${joins ? sql`least(r.read_from, excluded.read_from)` : sql`excluded.read_from`}
          returning (xmax = 0) as is_new)
        select count(*) filter (where is_new)::int as added, count(*)::int as spoilt from kept`,
    );
    const kept = await transaction.execute(sql`
      update pulls set cursor = ${page.cursor}, read = read + ${counts?.added ?? 0}, bad = bad + ${page.bad.length},
        list_share = coalesce(${page.share}::float8, list_share), failures = 0,
        bad_reasons = case when jsonb_array_length(bad_reasons) >= ${maxReasonsKept} then bad_reasons
          else bad_reasons || ${JSON.stringify(page.bad.slice(0, maxReasonsKept).map(({ reason }) => reason))}::jsonb end
      where id = ${id}::bigint and owner = ${owner} and state = 'running'`);
    if (!kept.rowCount) throw new PullLost();
  });
}

/** The same label may come twice where a list is gone back in. */
const joinedTags = sql`case when r.tags is null or excluded.tags is null then null else
  (select coalesce(jsonb_agg(t), '[]') from (select t from jsonb_array_elements(r.tags) t
    union select t from jsonb_array_elements(excluded.tags) t) both_tags) end`;

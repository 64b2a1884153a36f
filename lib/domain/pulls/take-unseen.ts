/**
 * Of whom a change waits to be seen, a pull takes one by one, as a refresh does: what was asked for is corrected,
 * what may still arrive stays in doubt.
 */
import { sql } from 'drizzle-orm';
import { lockIdentities } from '#lib/domain/changes/store-mirror.ts';
import { takeReading } from '#lib/domain/changes/take-reading.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import type { HeldTag } from '#lib/providers/contract.ts';
import { PullLost } from './stage-page.ts';
import { foundNote, isHeldBack, isUnseen, type WrittenPull } from './written-pull.ts';

type Unseen = { identityId: number; tags: HeldTag[]; readFrom: string };

/** Taken twice it alters nothing. Throws PullLost. */
export async function takeUnseen(
  database: Database,
  pull: WrittenPull,
  stopping: AbortSignal,
): Promise<void> {
  for (const unseen of await findUnseenRows(database, pull)) {
    if (stopping.aborted) throw new PullLost();
    await takeOne(database, pull, unseen);
  }
}

function findUnseenRows(database: Database, { id, provider }: WrittenPull): Promise<Unseen[]> {
  return runPlannedStatement<Unseen>(
    database,
    sql`with waiting as materialized (
        select i.id, coalesce(f.ref, i.external_id) as ref from identities i
        left join identity_refs f on f.identity_id = i.id and f.is_own_id
        where i.provider = ${provider} and ${sql.raw(isUnseen)})
      select w.id as "identityId", r.tags,
        to_char(r.read_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "readFrom"
      from waiting w join pull_rows r on r.pull_id = ${id}::bigint and r.external_id = w.ref
      where r.tags is not null and not r.is_bad order by w.id`,
  );
}

async function takeOne(
  database: Database,
  pull: WrittenPull,
  { identityId, tags, readFrom }: Unseen,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const identity = (await lockIdentities(transaction, [identityId])).get(identityId);
    if (!identity) return;
    const free = await transaction.execute(sql`
      select from identities i, (select ${readFrom}::timestamptz as read_from) n
      where i.id = ${identityId} and not ${sql.raw(isHeldBack)}`);
    if (!free.rowCount) return;
    const differing = await takeReading(transaction, identity, {
      shown: tags,
      at: readFrom,
      noticed: { by: null, origin: null },
      note: foundNote(pull),
      exchanges: [],
      onlyOurs: pull.isFirst,
    });
    const kept = await transaction.execute(sql`
      with mine as (update pulls set changed = changed + ${Math.min(1, differing)}
        where id = ${pull.id}::bigint and owner = ${pull.owner} and state = 'running' returning id)
      update identities i set read_at = ${readFrom}::timestamptz, seen_at = ${readFrom}::timestamptz, gone_since = null
      from mine where i.id = ${identityId}`);
    if (!kept.rowCount) throw new PullLost();
  });
}

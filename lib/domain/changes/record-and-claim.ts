/** Writes a change into the ledger and claims it in the same statement when its turn is now. */
import { sql } from 'drizzle-orm';
import { noIdentity, requireIdentity } from '#lib/domain/changes/require-identity.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { type ClaimedChange, claimedColumns, leaseSeconds } from './claim-changes.ts';
import { type AskedChange, kindOf, recordChange } from './record-change.ts';
import { mirrorOf } from './store-mirror.ts';

/** `claimed` null: an older change of this identity goes first, and the new line is queued behind it. */
export type RecordedChange = { id: number; claimed: ClaimedChange | null };

export type AskedEdit = Omit<AskedChange, 'identity'> & { userId: number; provider: ProviderId };

/**
 * Commits before anything is sent, with one commit less than `recordChange`. If this process dies first, the
 * lease ends and the change is looked at. Throws AppError `not-found` (user or identity).
 */
export async function recordAndClaim(database: Database, asked: AskedEdit): Promise<RecordedChange> {
  try {
    return await insert(database, asked);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const identity = await requireIdentity(database, asked.userId, asked.provider);
    return { id: await recordChange(database, { ...asked, identity }), claimed: null };
  }
}

async function insert(database: Database, asked: AskedEdit): Promise<RecordedChange> {
  const { actor, userId, provider, operations, profile = null } = asked;
  const ifDue = (value: unknown, otherwise: unknown) =>
    sql`case when turn.is_due then ${value} else ${otherwise} end`;
  const [row] = await runStatement<ClaimedChange & { isClaimed: boolean }>(
    database,
    sql`
    insert into changes as c (kind, user_id, identity_id, provider, external_id, member_id, actor, note, origin,
      undo_of, operations, profile, state, attempts, lease_until, sent_at, before)
    select ${kindOf(asked)}, i.user_id, i.id, i.provider, i.external_id, ${actor.memberId}, ${actor.name}, ${asked.note}, ${asked.origin ?? null},
      ${asked.undoOf ?? null}::bigint, ${JSON.stringify(operations)}::jsonb, ${profile && JSON.stringify(profile)}::jsonb,
      ${ifDue(sql`'sending'`, sql`'queued'`)}, ${ifDue(sql`1`, sql`0`)},
      ${ifDue(sql`now() + make_interval(secs => ${leaseSeconds})`, sql`null`)},
      ${ifDue(sql`now()`, sql`null`)}, ${ifDue(mirrorOf(sql`i.id`), sql`null`)}
    from identities i, lateral (select not exists (select 1 from changes e where e.identity_id = i.id
      and e.state <> 'closed' and (e.state = 'sending' or e.run_id is null)) as is_due) turn
    where i.user_id = ${userId}::bigint and i.provider = ${provider}
    for key share of i
    returning ${claimedColumns}, false as "inDoubt", c.state = 'sending' as "isClaimed"`,
  );
  if (!row) throw noIdentity(provider);
  return { id: row.id, claimed: row.isClaimed ? row : null };
}

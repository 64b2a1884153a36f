/** Takes changes for sending: one `sending` per identity over all processes, older open edits first. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import { goByIndexes, inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import type { Operation, Profile } from '#lib/providers/contract.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeKind, MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import type { SameUser } from '#lib/shared/same-user.ts';
import { overtakenBy, overtakenPositions } from './overtaken.ts';
import { mirrorOf } from './store-mirror.ts';
import { type KnownRefs, knownRefsOf, sameUserOf } from './user-refs.ts';

/** Senders renew every few seconds; a lease that has run out tells that its process died. */
export const leaseSeconds = 12;

/** `attempts` is the fence: whoever closes must still hold this number. `inDoubt`: an earlier sender died. */
export type ClaimedChange = {
  id: number;
  kind: ChangeKind;
  userId: number;
  identityId: number;
  provider: ProviderId;
  externalId: string;
  /** The user's, '' where none is known. */
  email: string;
  runId: number | null;
  operations: Operation[];
  profile: Profile | null;
  before: MirrorTag[];
  exchanges: Exchange[];
  attempts: number;
  /** How often a process died while this change alone was under way in it. */
  deaths: number;
  inDoubt: boolean;
  /** The provider has shown this identity's complete list before. */
  wasRead: boolean;
  /** Moves with every reading of the identity. */
  readMark: string | null;
  undoOf: number | null;
  knownRefs: KnownRefs;
  /** Set: nothing may be sent, since the same user is edited under another identity. */
  sameAs: SameUser | null;
};

/** What `ClaimedChange` holds of row `c`, but for `inDoubt`. */
export const claimedColumns = sql`c.id, c.kind, c.user_id as "userId", c.identity_id as "identityId", c.provider,
      c.external_id as "externalId", coalesce((select u.email from users u where u.id = c.user_id), '') as email,
      c.run_id as "runId", c.operations, c.profile, c.before, c.exchanges, c.attempts, c.deaths, c.undo_of as "undoOf",
      coalesce((select i.read_at is not null from identities i where i.id = c.identity_id), false) as "wasRead",
      (select i.read_at::text from identities i where i.id = c.identity_id) as "readMark", ${knownRefsOf(sql`c.identity_id`)} as "knownRefs", ${sameUserOf(sql`c.identity_id`)} as "sameAs"`;

/** The claimed among `ids`; the others are taken, not due yet, or wait behind an older change. */
export async function claimChanges(database: Database, ids: readonly number[]): Promise<ClaimedChange[]> {
  if (ids.length === 0) return [];
  try {
    return await claim(database, ids);
  } catch (error) {
    // Another process claimed a change of the same identity in the same instant.
    if (!isUniqueViolation(error)) throw error;
    if (ids.length === 1) return [];
    const claimed: ClaimedChange[] = [];
    for (const id of ids) claimed.push(...(await claimChanges(database, [id])));
    return claimed;
  }
}

function claim(database: Database, ids: readonly number[]): Promise<ClaimedChange[]> {
  return inTransaction(database, async (transaction) => {
    await goByIndexes(transaction);
    return runStatement<ClaimedChange>(transaction, claimStatement(ids));
  });
}

/** `offset 0`: looks lines up one by one; in a run the index of open lines is full of ended ones. */
function claimStatement(ids: readonly number[]): SQL {
  return sql`
    with due as (
      select distinct on (c.identity_id) c.id, c.identity_id, c.state
      from changes c
      where c.id = any(${sql.param(ids)}::bigint[]) and c.state in ('queued', 'in-doubt') and c.not_before <= now()
        and not exists (
          select 1 from changes e
          where e.identity_id = c.identity_id and e.state <> 'closed' and e.id <> c.id
            and (e.state = 'sending' or (e.run_id is null and (e.id < c.id or c.run_id is not null)))
          offset 0
        )
      order by c.identity_id, c.id
    ), picked as (
      select d.id, d.state from changes l join due d on d.id = l.id
      where l.state = d.state for update of l skip locked
    )
    update changes c set
      state = 'sending', attempts = c.attempts + 1, settle_at = null,
      lease_until = now() + make_interval(secs => ${leaseSeconds}),
      sent_at = coalesce(c.sent_at, now()),
      before = coalesce(c.before, ${mirrorOf(sql`c.identity_id`)})
    from picked p where c.id = p.id
    returning ${claimedColumns}, p.state = 'in-doubt' as "inDoubt"`;
}

/** A closed change with an unknown outcome, taken to be settled. `overtaken`: positions that nobody asks about. */
export type UnsettledChange = ClaimedChange & { outcomes: OperationOutcome[]; overtaken: number[] };

/** Takes a change with an unknown outcome as exclusively as for sending. null: not now. */
export async function claimForSettling(database: Database, id: number): Promise<UnsettledChange | null> {
  try {
    const { rows } = await database.execute<UnsettledChange>(settlingClaim([id]));
    return rows[0] ?? null;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** The same for many, in the transaction that ends them. Throws a unique violation where one is taken meanwhile. */
export function claimAllForSettling(
  transaction: Transaction,
  ids: readonly number[],
): Promise<UnsettledChange[]> {
  return runStatement<UnsettledChange>(transaction, settlingClaim(ids));
}

function settlingClaim(ids: readonly number[]): SQL {
  return sql`
    update changes c set state = 'sending', attempts = attempts + 1, settle_at = null,
      lease_until = now() + make_interval(secs => ${leaseSeconds})
    where c.id = any(${sql.param(ids)}::bigint[]) and c.state = 'closed' and c.outcome = 'unknown'
      and not exists (
        select 1 from changes e where e.identity_id = c.identity_id and e.state = 'sending' offset 0)
      and ${overtakenBy(sql`c`)} is null
    returning ${claimedColumns}, c.outcomes, false as "inDoubt", ${overtakenPositions(sql`c`)} as overtaken`;
}

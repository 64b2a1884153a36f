/**
 * Writes what became of changes: outcomes, mirror and history in one transaction, a batch at a time. A sender that
 * lost its lease meanwhile (its `attempts` is no longer the row's) writes nothing.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { inTransaction, type Transaction } from '#lib/db/transaction.ts';
import type { Exchange, HeldTag } from '#lib/providers/contract.ts';
import type { ClaimedChange } from './claim-changes.ts';
import { learn, restore } from './mirror.ts';
import { gravest } from './outcomes.ts';
import type { MirrorTag, OperationOutcome } from './schemas.ts';
import { type LockedIdentity, lockIdentities, storeMirror } from './store-mirror.ts';

/**
 * `shown`: the provider's complete list, if an answer held it. `restoreKeys`: doubt that turned out unfounded.
 * `learnOnly`: positions whose outcome is news to the mirror; without it, all are.
 * `settleInMs`: look again then, because an outcome is unknown and the provider can be read.
 */
export type Closing = {
  change: Pick<
    ClaimedChange,
    'id' | 'identityId' | 'attempts' | 'operations' | 'before' | 'profile' | 'kind'
  >;
  outcomes: OperationOutcome[];
  shown: HeldTag[] | null;
  /** The list as read before sending, and single tags that answers showed: see `learn`. */
  readBefore?: HeldTag[] | null;
  seen?: HeldTag[];
  exchanges: Exchange[];
  settleInMs: number | null;
  restoreKeys?: readonly string[];
  learnOnly?: (position: number) => boolean;
};

export async function closeChanges(database: Database, closings: readonly Closing[]): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const identities = await lockIdentities(
      transaction,
      closings.map(({ change }) => change.identityId),
    );
    const at = new Date().toISOString();
    const rows: object[] = [];
    const wished: { identity: LockedIdentity; tags: MirrorTag[] }[] = [];
    const held = await stillHeld(transaction, closings);
    for (const closing of held) {
      const identity = identities.get(closing.change.identityId);
      const after = identity ? mirrorAfter(identity, closing, at) : [];
      if (identity) wished.push({ identity, tags: after });
      rows.push(rowOf(closing, after));
    }
    if (rows.length === 0) return;
    await storeMirror(transaction, wished);
    await writeRows(transaction, rows);
    await keepReadsAndProfiles(transaction, held);
  });
}

function mirrorAfter(identity: LockedIdentity, closing: Closing, at: string): MirrorTag[] {
  const { change, outcomes, shown, restoreKeys, learnOnly = () => true } = closing;
  const isNews = (_: unknown, position: number) => learnOnly(position);
  const learnt = learn(identity.tags, {
    operations: change.operations.filter(isNews),
    outcomes: outcomes.filter(isNews),
    shown,
    readBefore: closing.readBefore ?? null,
    seen: closing.seen ?? [],
    at,
  });
  return restoreKeys && !shown ? restore(learnt, change.before, restoreKeys) : learnt;
}

async function stillHeld(transaction: Transaction, closings: readonly Closing[]): Promise<Closing[]> {
  const ids = closings.map(({ change }) => change.id);
  const { rows } = await transaction.execute<{ id: number; attempts: number }>(sql`
    select id, attempts from changes where id = any(${sql.param(ids)}::bigint[]) and state = 'sending' for update`);
  const held = new Map(rows.map((row) => [row.id, row.attempts]));
  return closings.filter(({ change }) => held.get(change.id) === change.attempts);
}

const rowOf = ({ change, outcomes, exchanges, settleInMs }: Closing, after: readonly MirrorTag[]) => ({
  id: change.id,
  outcomes,
  outcome: gravest(outcomes),
  after,
  exchanges,
  settle_in_ms: settleInMs,
  duration_ms: Math.round(exchanges.reduce((total, exchange) => total + exchange.durationMs, 0)),
});

async function writeRows(transaction: Transaction, rows: readonly object[]): Promise<void> {
  await transaction.execute(sql`
    update changes c set state = 'closed', lease_until = null, closed_at = now(), outcomes = r.outcomes,
      outcome = r.outcome, after = r.after, exchanges = c.exchanges || r.exchanges,
      duration_ms = case when jsonb_array_length(r.exchanges) = 0 then c.duration_ms
        else coalesce(c.duration_ms, 0) + r.duration_ms end,
      settle_at = now() + make_interval(secs => r.settle_in_ms / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, outcomes jsonb, outcome text,
      after jsonb, exchanges jsonb, settle_in_ms int, duration_ms int)
    where c.id = r.id`);
}

/** A complete list makes the identity fresh; a profile that was taken is remembered as last sent. */
async function keepReadsAndProfiles(transaction: Transaction, held: readonly Closing[]): Promise<void> {
  const read = held
    .filter(({ shown, readBefore }) => shown !== null || readBefore)
    .map(({ change }) => change.identityId);
  if (read.length > 0) {
    await transaction.execute(
      sql`update identities set read_at = now() where id = any(${sql.param(read)}::bigint[])`,
    );
  }
  for (const { change, outcomes } of held) {
    if (change.kind !== 'profile' || !change.profile || outcomes[0]?.outcome !== 'accepted') continue;
    await transaction.execute(sql`
      update identities set profile = coalesce(profile, '{}'::jsonb) || ${JSON.stringify(change.profile)}::jsonb
        || jsonb_build_object('data', coalesce(profile -> 'data', '{}'::jsonb)
        || coalesce(${JSON.stringify(change.profile.data ?? {})}::jsonb, '{}'::jsonb))
      where id = ${change.identityId}`);
  }
}

/** Puts a change back into the queue until `waitMs` have passed. `inDoubt`: an earlier attempt may have been applied. */
export async function requeueChange(
  database: Database,
  change: Pick<ClaimedChange, 'id' | 'attempts'>,
  { exchanges, waitMs, inDoubt }: { exchanges: readonly Exchange[]; waitMs: number; inDoubt: boolean },
): Promise<void> {
  await database.execute(sql`
    update changes set state = ${inDoubt ? 'in-doubt' : 'queued'}, lease_until = null, exchanges = exchanges || ${JSON.stringify(exchanges)}::jsonb,
      not_before = now() + make_interval(secs => ${waitMs / 1000}::float8)
    where id = ${change.id} and state = 'sending' and attempts = ${change.attempts}`);
}

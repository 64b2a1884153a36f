/** One transaction for outcomes, mirror and history; a sender with outdated `attempts` writes nothing. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { goByIndexes, inTransaction, isTransient, type Transaction } from '#lib/platform/db/transaction.ts';
import type { HeldTag, Operation, UserRefs } from '#lib/providers/contract.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import type { ChangeReport, MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { differences } from '#lib/shared/history-text/format-change.ts';
import type { ClaimedChange } from './claim-changes.ts';
import { type Reading, recordReadings, unseenLines } from './correct-shown.ts';
import { applyOutcomes, revertUnknown } from './mirror.ts';
import { worstOutcome } from './outcomes.ts';
import { maxDeaths } from './set-aside.ts';
import {
  type LockedIdentity,
  lockedIdentities,
  mirrorDifference,
  mirrorsOfLocked,
  storeMirror,
} from './store-mirror.ts';
import { hasNews, type ReportedRefs, writeRefs } from './user-refs.ts';

/**
 * `shown`: the complete list, if an answer held it. `restoreKeys`: doubt that was unfounded. `learnOnly`:
 * positions that are news to the mirror (else all). `settleInMs`: look again then.
 */
export type Closing = {
  change: Pick<
    ClaimedChange,
    | 'id'
    | 'identityId'
    | 'userId'
    | 'provider'
    | 'externalId'
    | 'attempts'
    | 'operations'
    | 'before'
    | 'profile'
    | 'kind'
    | 'knownRefs'
    | 'readMark'
  >;
  outcomes: OperationOutcome[];
  shown: HeldTag[] | null;
  /** The list as read before sending, and single tags that answers showed: see `applyOutcomes`. */
  readBefore?: HeldTag[] | null;
  seen?: HeldTag[];
  /** The references that an answer gave for the user. */
  refs?: UserRefs | undefined;
  exchanges: Exchange[];
  settleInMs: number | null;
  restoreKeys?: readonly string[];
  learnOnly?: (position: number) => boolean;
};

export async function closeChanges(database: Database, closings: readonly Closing[]): Promise<void> {
  await inTransaction(database, (transaction) => closeIn(transaction, closings));
}

/** As `closeChanges`, in the caller's transaction. */
export async function closeIn(transaction: Transaction, closings: readonly Closing[]): Promise<void> {
  await goByIndexes(transaction);
  const at = new Date().toISOString();
  const rows: ReturnType<typeof rowOf>[] = [];
  const desired: { identity: LockedIdentity; tags: MirrorTag[] }[] = [];
  const held = await lockHeld(transaction, closings);
  const readings: Reading[] = [];
  for (const { closing, identity, hasUnseen, isReadSince } of held) {
    const after = identity ? mirrorAfter(identity.tags, closing, at, isReadSince) : [];
    rows.push(rowOf(closing, after));
    if (!identity) continue;
    desired.push({ identity, tags: after });
    const shown = closing.shown ?? closing.readBefore ?? null;
    if (!shown) continue;
    readings.push({
      identity,
      shown,
      after,
      drift: foundBeside(identity.tags, closing, after),
      hasUnseen,
      noticed: { change: closing.change.id },
      exchanges: [],
    });
  }
  if (rows.length === 0) return;
  await writeRows(transaction, rows, desired);
  await keepProfiles(transaction, held);
  await writeRefs(
    transaction,
    held.flatMap(({ closing, identity }) => (identity ? newsOf(closing) : [])),
  );
  await recordReadings(transaction, readings, at);
}

export type ClosedLine = Pick<ChangeReport, 'notBefore' | 'after' | 'closedAt'>;

/** One round trip, where the mirror is still as the line found it. null: use `closeChanges`. */
export async function closeIfUnchanged(database: Database, closing: Closing): Promise<ClosedLine | null> {
  const { change } = closing;
  if (change.kind !== 'tags' || newsOf(closing).length > 0) return null;
  const after = mirrorAfter(change.before, closing, new Date().toISOString());
  if (foundBeside(change.before, closing, after).length > 0) return null;
  const identity = { ...change, id: change.identityId, tags: change.before };
  const { gone, written } = mirrorDifference([{ identity, tags: after }]);
  const line = { ...rowOf(closing, after), attempts: change.attempts };
  try {
    const [row] = await runStatement<{ due: number | null; closed: number }>(
      database,
      sql`select extract(epoch from close_if_unchanged(${JSON.stringify(line)}::jsonb, ${JSON.stringify(gone)}::jsonb,
        ${JSON.stringify(written)}::jsonb))::float8 * 1000 as due, extract(epoch from now())::float8 * 1000 as closed`,
    );
    if (typeof row?.due !== 'number') return null;
    return {
      notBefore: new Date(row.due).toISOString(),
      after,
      closedAt: new Date(row.closed).toISOString(),
    };
  } catch (error) {
    if (isTransient(error)) return null;
    throw error;
  }
}

/** `isReadSince`: a reading may be newer than the answer, which then tells of the change's own tags only. */
function mirrorAfter(
  known: readonly MirrorTag[],
  closing: Closing,
  at: string,
  isReadSince = false,
): MirrorTag[] {
  const { change, outcomes, shown, restoreKeys, learnOnly = () => true } = closing;
  const isNews = (_: unknown, position: number) => learnOnly(position);
  const learnt = applyOutcomes(known, {
    operations: change.operations.filter(isNews),
    outcomes: outcomes.filter(isNews),
    shown,
    readBefore: closing.readBefore ?? null,
    seen: closing.seen ?? [],
    at,
  });
  if (restoreKeys && !shown) return revertUnknown(learnt, change.before, restoreKeys);
  const own = isReadSince ? ownKeys(closing) : null;
  if (own === null) return learnt;
  const others = [...known, ...learnt].flatMap(({ key }) => (own.has(key) ? [] : key));
  return revertUnknown(learnt, known, others);
}

/** Of the tags that the change is about. */
function ownKeys({ change, outcomes }: Closing): Set<string> {
  return new Set([
    ...change.operations.map(({ key }) => key),
    ...outcomes.flatMap(({ kept }) => kept?.key ?? []),
  ]);
}

/** What the list shows of tags that the change is not about. Doubt that it does not bear out is no finding. */
function foundBeside(
  known: readonly MirrorTag[],
  closing: Closing,
  after: readonly MirrorTag[],
): Operation[] {
  if (!closing.shown && !closing.readBefore) return [];
  const own = ownKeys(closing);
  const doubted = new Set(known.flatMap(({ key, proof }) => (proof === 'unknown' ? key : [])));
  return differences(known, after).filter(
    ({ verb, key }) => !own.has(key) && !(verb === 'remove' && doubted.has(key)),
  );
}

function newsOf({ change, refs }: Closing): ReportedRefs[] {
  const { identityId, provider, externalId, knownRefs } = change;
  return refs && hasNews(knownRefs, externalId, refs) ? [{ identityId, provider, refs }] : [];
}

/**
 * `hasUnseen`: another line of the identity waits for a reading to show what it asked for. `isReadSince`: it was
 * read since the change was claimed.
 */
type Held = { closing: Closing; identity: LockedIdentity | null; hasUnseen: boolean; isReadSince: boolean };

/** Locks the identities, then those lines that their senders still hold; an identity may be gone. */
async function lockHeld(transaction: Transaction, closings: readonly Closing[]): Promise<Held[]> {
  const identityIds = closings.map(({ change }) => change.identityId);
  const ids = closings.map(({ change }) => change.id);
  type Row = Omit<Held, 'closing' | 'isReadSince'> & {
    id: number;
    attempts: number;
    readMark: string | null;
  };
  const rows = await runStatement<Row>(
    transaction,
    // Counting makes the identities' locks come first, as readers of a provider lock. `state` is checked
    // outside: the planner would else use the index of open lines, full of ended ones in a run.
    sql`with locked as (${lockedIdentities(identityIds)}), held as (
        select c.id, c.identity_id, c.attempts, c.state from changes c
        where c.id = any(${sql.param(ids)}::bigint[]) and (select count(*) from locked) >= 0
        for update
      )
      select h.id, h.attempts, l.read_mark as "readMark", case when l.id is not null then jsonb_build_object('id', l.id, 'userId', l.user_id,
        'provider', l.provider, 'externalId', l.external_id, 'wasRead', l.was_read, 'tags', m.tags) end as identity,
        exists (${unseenLines(sql`u.identity_id = h.identity_id and u.id <> h.id`)}) as "hasUnseen"
      from held h left join locked l on l.id = h.identity_id left join ${mirrorsOfLocked} m on m.id = l.id
      where h.state = 'sending'`,
  );
  const held = new Map(rows.map((row) => [row.id, row]));
  return closings.flatMap((closing) => {
    const row = held.get(closing.change.id);
    if (row?.attempts !== closing.change.attempts) return [];
    const { identity, hasUnseen, readMark } = row;
    return [{ closing, identity, hasUnseen, isReadSince: readMark !== closing.change.readMark }];
  });
}

const rowOf = (
  { change, outcomes, shown, readBefore, exchanges, settleInMs }: Closing,
  after: readonly MirrorTag[],
) => ({
  id: change.id,
  identity_id: change.identityId,
  was_read: shown !== null || Boolean(readBefore),
  outcomes,
  outcome: worstOutcome(outcomes),
  after,
  exchanges,
  settle_in_ms: settleInMs,
  not_seen_until: outcomes.reduce<string | null>((last, { notSeenUntil }) => notSeenUntil ?? last, null),
  duration_ms: Math.round(exchanges.reduce((total, exchange) => total + exchange.durationMs, 0)),
});

async function writeRows(
  transaction: Transaction,
  rows: readonly ReturnType<typeof rowOf>[],
  desired: readonly { identity: LockedIdentity; tags: MirrorTag[] }[],
): Promise<void> {
  await runStatement(
    transaction,
    sql`with r as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, identity_id bigint,
          was_read boolean, outcomes jsonb, outcome text, after jsonb, exchanges jsonb, settle_in_ms int,
          not_seen_until timestamptz, duration_ms int)
      ), closed as (
        update changes c set state = 'closed', lease_until = null, closed_at = now(), outcomes = r.outcomes,
          outcome = r.outcome, after = r.after, exchanges = c.exchanges || r.exchanges,
          duration_ms = case when jsonb_array_length(r.exchanges) = 0 then c.duration_ms
            else coalesce(c.duration_ms, 0) + r.duration_ms end,
          settle_at = now() + make_interval(secs => r.settle_in_ms / 1000.0), not_seen_until = r.not_seen_until,
          unknown_at = case when r.outcome = 'unknown' then coalesce(c.unknown_at, now()) end,
          suspect = false, deaths = case when c.deaths < ${maxDeaths} then 0 else c.deaths end
        from r where c.id = r.id
      ), fresh as (
        update identities i set read_at = now() from r where i.id = r.identity_id and r.was_read
      )
      select ${storeMirror(desired)}`,
  );
}

async function keepProfiles(transaction: Transaction, held: readonly Held[]): Promise<void> {
  for (const { change, outcomes } of held.map(({ closing }) => closing)) {
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

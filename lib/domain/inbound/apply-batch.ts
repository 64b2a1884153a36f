/** Applies the oldest events that can be applied now, all in one transaction. */
import { sql } from 'drizzle-orm';
import { type FoundLine, recordFound } from '#lib/domain/changes/found-lines.ts';
import { inWords, plainOutcome, worstOutcome } from '#lib/domain/changes/outcomes.ts';
import { type LockedIdentity, lockIdentities, storeMirror } from '#lib/domain/changes/store-mirror.ts';
import { erasedReason, findErased } from '#lib/domain/identities/find-erased.ts';
import { openCases } from '#lib/domain/identities/open-cases.ts';
import { runPlannedStatement, runStatement } from '#lib/platform/db/run-statement.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { differences } from '#lib/shared/history-text/format-change.ts';
import type { InboundContent, InboundState } from '#lib/shared/inbound.ts';
import { decideEvent, type OwnOperation } from './decide-event.ts';

const provider = 'vero';

type KeptEvent = {
  id: number;
  externalId: string;
  content: InboundContent;
  digest: string;
  receivedAt: string;
  identityId: number | null;
  latestDigest: string | null;
};
type Applied = { id: number; state: InboundState; reason: string | null };

/** Gives how many there were. */
export async function applyBatch(transaction: Transaction, size: number): Promise<number> {
  const events = await findEvents(transaction, size);
  if (events.length === 0) return 0;
  const erased = await findErased(
    transaction,
    events.map(({ externalId, content: { email } }) => [
      { kind: provider, text: externalId },
      ...(email === undefined ? [] : [{ kind: 'email' as const, text: email }]),
    ]),
  );
  const applied: Applied[] = [];
  const told: KeptEvent[] = [];
  const unknown: KeptEvent[] = [];
  const latest = new Map<string, string | null>();
  for (const [place, event] of events.entries()) {
    const { id, externalId, digest } = event;
    const before = latest.get(externalId) ?? event.latestDigest;
    latest.set(externalId, digest);
    if (erased.has(place) && event.identityId === null)
      applied.push({ id, state: 'left-out', reason: erasedReason });
    else if (before === digest) applied.push({ id, state: 'repeat', reason: null });
    else if (event.identityId === null) unknown.push(event);
    else told.push(event);
  }
  applied.push(...(await openUnknown(transaction, unknown)));
  for (const round of roundsOf(told)) applied.push(...(await applyRound(transaction, round)));
  await noteApplied(transaction, applied);
  return events.length;
}

/** Events `e`. Not those of an identity that is being changed right now: its answer may be what the event tells of. */
export const canBeApplied = sql`e.state = 'kept' and not exists (
  select from identities i join changes c on c.identity_id = i.id
  where i.provider = e.provider and i.external_id = e.external_id and c.state in ('sending', 'in-doubt'))`;

function findEvents(transaction: Transaction, size: number): Promise<KeptEvent[]> {
  return runStatement<KeptEvent>(
    transaction,
    sql`
    with next as (
      select e.id, e.provider, e.external_id, e.content, e.digest, e.received_at,
        (select i.id from identities i where i.provider = e.provider and i.external_id = e.external_id) as identity_id
      from inbound_events e where ${canBeApplied} order by e.id limit ${size})
    select n.id, n.external_id as "externalId", n.content, n.digest, n.identity_id as "identityId",
      to_char(n.received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt",
      (select l.digest from inbound_events l where l.provider = n.provider and l.external_id = n.external_id
        and l.id < n.id order by l.id desc limit 1) as "latestDigest"
    from next n order by n.id`,
  );
}

async function openUnknown(transaction: Transaction, unknown: readonly KeptEvent[]): Promise<Applied[]> {
  if (unknown.length === 0) return [];
  // Whose e-mail it is, if that is one user alone who has no id there.
  const emails = unknown.flatMap(({ content: { email } }) => email ?? []);
  const users = await runPlannedStatement<{ email: string; id: number }>(
    transaction,
    sql`select e.email, min(u.id) as id from unnest(${sql.param(emails)}::text[]) as e(email)
      join users u on fold_text(u.email) = fold_text(e.email) where e.email <> ''
      group by e.email having count(distinct u.id) = 1 and not exists (
        select from identities i where i.user_id = min(u.id) and i.provider = ${provider})`,
  );
  const userOf = new Map(users.map(({ email, id }) => [email, id]));
  const latest = new Map(unknown.map((event) => [event.externalId, event]));
  await openCases(
    transaction,
    [...latest.values()].map(({ externalId, content: { email } }) => {
      const userId = userOf.get(email ?? '');
      const about = { provider, externalId, ...(email === undefined ? {} : { email }) } as const;
      return { kind: 'unknown-id' as const, userIds: userId === undefined ? [] : [userId], about };
    }),
  );
  return unknown.map(({ id }) => ({ id, state: 'unknown-id', reason: null }));
}

/** Of each identity one event per round, in the order received. */
function roundsOf(events: readonly KeptEvent[]): KeptEvent[][] {
  const rounds: KeptEvent[][] = [];
  const counts = new Map<string, number>();
  for (const event of events) {
    const round = counts.get(event.externalId) ?? 0;
    counts.set(event.externalId, round + 1);
    rounds[round] = [...(rounds[round] ?? []), event];
  }
  return rounds;
}

async function applyRound(transaction: Transaction, events: readonly KeptEvent[]): Promise<Applied[]> {
  const ids = events.flatMap(({ identityId }) => identityId ?? []);
  const identities = await lockIdentities(transaction, ids);
  const own = await findOwn(transaction, ids);
  const desired: { identity: LockedIdentity; tags: MirrorTag[] }[] = [];
  const found: FoundLine[] = [];
  const corrections: { operation: OwnOperation; at: string }[] = [];
  const applied = events.map((event): Applied => {
    const { id, receivedAt, content, identityId } = event;
    const identity = identities.get(identityId ?? 0);
    // Unlinked since it was found: whoever has it next hears of the next event.
    if (!identity) return { id, state: 'unknown-id', reason: null };
    const { confirmed, after } = decideEvent(identity.tags, own.get(identity.id) ?? [], content, receivedAt);
    const ours = new Set(confirmed.map(({ operation }) => operation.key));
    const operations = differences(identity.tags, after).filter(({ key }) => !ours.has(key));
    desired.push({ identity, tags: after });
    corrections.push(...confirmed.map((operation) => ({ operation, at: receivedAt })));
    if (operations.length > 0) {
      const note = `Vero reported it at ${inWords(receivedAt)}.`;
      const noticed = { by: null, origin: null };
      found.push({ identity, operations, after, noticed, note, exchanges: [] });
    }
    const state = operations.length > 0 ? 'found' : confirmed.length > 0 ? 'confirmed' : 'agrees';
    return { id, state, reason: null };
  });
  await runPlannedStatement(transaction, sql`select ${storeMirror(desired)}`);
  await correct(transaction, corrections);
  await recordFound(transaction, found);
  await runStatement(
    transaction,
    sql`with seen as (update identities set seen_at = now(), gone_since = null where id = any(${sql.param(ids)}::bigint[])
        returning external_id)
      update identity_cases set state = 'settled', decided_at = now() where state = 'open' and kind = 'unknown-id'
        and pair in (select ${`${provider}:`}::text || external_id from seen)`,
  );
  return applied;
}

/** Of a user with a very long history only the latest lines can still be reported. */
const maxLines = 300;

async function findOwn(
  transaction: Transaction,
  identityIds: readonly number[],
): Promise<Map<number, OwnOperation[]>> {
  const rows = await runStatement<OwnOperation & { identityId: number }>(
    transaction,
    sql`
    select i.id as "identityId", c.id as line, (o.n - 1)::int as position, o.operation,
      c.outcomes -> (o.n::int - 1) ->> 'outcome' as outcome,
      (extract(epoch from date_trunc('milliseconds', coalesce(c.sent_at, c.closed_at))) * 1000)::float8 as "sentAt"
    from identities i cross join lateral (
      select id, operations, outcomes, sent_at, closed_at from changes c
      where c.user_id = i.user_id and c.identity_id = i.id and c.state = 'closed' and c.kind = 'tags'
      order by c.id desc limit ${maxLines}) c
    cross join lateral jsonb_array_elements(c.operations) with ordinality as o(operation, n)
    where i.id = any(${sql.param(identityIds)}::bigint[])
      and c.outcomes -> (o.n::int - 1) ->> 'outcome' in ('accepted', 'unknown', 'confirmed')
    order by coalesce(c.sent_at, c.closed_at), c.id, o.n`,
  );
  const own = new Map<number, OwnOperation[]>();
  for (const { identityId, ...operation } of rows)
    own.set(identityId, [...(own.get(identityId) ?? []), operation]);
  return own;
}

/** By the lines’ own mechanism: what stood there before is kept beside it. */
async function correct(
  transaction: Transaction,
  corrections: readonly { operation: OwnOperation; at: string }[],
): Promise<void> {
  if (corrections.length === 0) return;
  const lines = await runStatement<{ id: number; outcomes: OperationOutcome[] }>(
    transaction,
    sql`select id, outcomes from changes
      where id = any(${sql.param(corrections.map(({ operation }) => operation.line))}::bigint[]) order by id for update`,
  );
  for (const { id, outcomes } of lines) {
    const corrected = outcomes.map((outcome, position) => {
      const mine = corrections.find(
        ({ operation }) => operation.line === id && operation.position === position,
      );
      if (!mine || outcome.outcome === 'confirmed') return outcome;
      const message = `Vero reported it at ${inWords(mine.at)}.`;
      return { ...plainOutcome('confirmed', message), corrected: outcome };
    });
    await runStatement(
      transaction,
      sql`select correct_outcome(${id}::bigint, ${JSON.stringify(corrected)}::jsonb, ${worstOutcome(corrected)})`,
    );
  }
}

/** Of an erased person nothing is left but that there was an event. */
async function noteApplied(transaction: Transaction, applied: readonly Applied[]): Promise<void> {
  await runStatement(
    transaction,
    sql`update inbound_events e set state = a.state, reason = a.reason, applied_at = now(),
        external_id = case when a.state = 'left-out' then null else e.external_id end,
        content = case when a.state = 'left-out' then '{}' else e.content end,
        digest = case when a.state = 'left-out' then '' else e.digest end
      from jsonb_to_recordset(${JSON.stringify(applied)}::jsonb) as a(id bigint, state text, reason text)
      where e.id = a.id`,
  );
}

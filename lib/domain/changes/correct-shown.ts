/** Corrects a line when a later reading shows what it asked for; the provider's own line says so. */
import { type SQL, sql } from 'drizzle-orm';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { changes } from '#lib/platform/db/schema/changes.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HeldTag, Operation } from '#lib/providers/contract.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import { type Shown, shownAs } from '#lib/providers/held-as.ts';
import type { MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { contestedKeys, type LaterOperation, laterOperations } from './later-operations.ts';
import { inWords, plainOutcome, shownOutcome, worstOutcome } from './outcomes.ts';
import type { LockedIdentity } from './store-mirror.ts';

/**
 * A complete list from a provider. `identity`: locked, with the mirror before it; `after`: the mirror now.
 * `readBy`: the change that read, which settles itself; null: none. `exchanges`: kept with what is found.
 */
export type Reading = {
  identity: LockedIdentity;
  shown: readonly HeldTag[];
  after: MirrorTag[];
  readBy: number | null;
  exchanges: Exchange[];
};

type UnseenLine = {
  id: number;
  identityId: number;
  operations: Operation[];
  outcomes: OperationOutcome[];
  before: MirrorTag[];
  after: MirrorTag[];
  later: LaterOperation[];
};

/** Lines `u` of which a later reading may show what they asked for, as the body of `exists`. */
export function unseenLines(condition: SQL): SQL {
  return sql`select 1 from changes u where u.state = 'closed' and u.kind = 'tags'
    and (u.outcome = 'unknown' or u.not_seen_until is not null) and ${condition}`;
}

/** The same lines of some identities, oldest first; what is asked is locked until the transaction ends. */
export function findUnseen(transaction: Transaction, identityIds: readonly number[]): Promise<UnseenLine[]> {
  return runStatement<UnseenLine>(
    transaction,
    sql`select u.id, u.identity_id as "identityId", u.operations, u.outcomes,
        coalesce(u.before, '[]') as before, coalesce(u.after, '[]') as after, ${laterOperations(sql`u`)} as later
      from changes u where u.state = 'closed' and u.kind = 'tags'
        and (u.outcome = 'unknown' or u.not_seen_until is not null)
        and u.identity_id = any(${sql.param(identityIds)}::bigint[])
      order by u.id for update`,
  );
}

/** Whether what a reading shows may be this operation's doing: it is not settled, and no later change is about its tag. */
export function isOpenToProof({ operations, outcomes, later }: UnseenLine, position: number): boolean {
  const outcome = outcomes[position];
  const operation = operations[position];
  if (!outcome || !operation || contestedKeys(later).has(operation.key)) return false;
  return (
    outcome.outcome === 'unknown' || (outcome.outcome === 'failed' && outcome.notSeenUntil !== undefined)
  );
}

/** `at`: when it was read (ISO 8601). Gives the operations that were found done, by identity. */
export async function correctShown(
  transaction: Transaction,
  readings: readonly Reading[],
  at: string,
): Promise<Map<number, Operation[]>> {
  const found = new Map<number, Operation[]>();
  const unseen = await findUnseen(
    transaction,
    readings.map(({ identity }) => identity.id),
  );
  for (const line of unseen) {
    const reading = readings.find(({ identity }) => identity.id === line.identityId);
    if (!reading || reading.readBy === line.id) continue;
    const proofs = line.operations.map((operation, position) =>
      isOpenToProof(line, position) ? proofOf(line, operation, reading.shown) : null,
    );
    const operations = line.operations.filter((_, position) => proofs[position]);
    if (operations.length === 0) continue;
    await correct(transaction, line, proofs, reading, at);
    await insertFound(transaction, line, operations, reading, at);
    found.set(line.identityId, [...(found.get(line.identityId) ?? []), ...operations]);
  }
  return found;
}

/** What the line already saw when it ended proves nothing. */
export function proofOf(
  { operations, before, after }: Pick<UnseenLine, 'operations' | 'before' | 'after'>,
  operation: Operation,
  shown: readonly HeldTag[],
): Shown | null {
  return shownAs(operation, shown, { operations, before: [...before, ...after] }, { lost: true });
}

async function correct(
  transaction: Transaction,
  { id, outcomes }: UnseenLine,
  proofs: readonly (Shown | null)[],
  { identity }: Reading,
  at: string,
): Promise<void> {
  const { label } = capabilitiesOf(identity.provider);
  const corrected = outcomes.map((outcome, position) => {
    const proof = proofs[position];
    if (!proof) return outcome;
    return { ...shownOutcome(proof, `${label} showed it at ${inWords(at)}.`), corrected: outcome };
  });
  await runStatement(
    transaction,
    sql`select correct_outcome(${id}::bigint, ${JSON.stringify(corrected)}::jsonb, ${worstOutcome(corrected)})`,
  );
}

/** The provider's own line: neither a member nor whoever read has done it. */
async function insertFound(
  transaction: Transaction,
  { id }: UnseenLine,
  operations: Operation[],
  { identity, after, exchanges }: Reading,
  at: string,
): Promise<void> {
  const { label } = capabilitiesOf(identity.provider);
  await transaction.insert(changes).values({
    kind: 'refresh',
    userId: identity.userId,
    identityId: identity.id,
    provider: identity.provider,
    externalId: identity.externalId,
    memberId: null,
    actor: label,
    note: `Found: ${label} showed at ${inWords(at)} what change ${id} asked for.`,
    operations,
    before: identity.tags,
    after,
    outcomes: operations.map(() => plainOutcome('confirmed')),
    outcome: 'confirmed',
    exchanges,
    state: 'closed',
    closedAt: new Date(),
    durationMs: Math.round(exchanges.reduce((total, exchange) => total + exchange.durationMs, 0)),
  });
}

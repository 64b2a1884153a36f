/** What a reading shows, as lines of the provider's own; a line that asked for it is corrected. */
import { type SQL, sql } from 'drizzle-orm';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HeldTag, Operation } from '#lib/providers/contract.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import { type Shown, shownAs } from '#lib/providers/held-as.ts';
import type { ChangeKind, MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';
import { insertFound, type Noticed, recordFound } from './found-lines.ts';
import { contestedKeys, type LaterOperation, laterOperations } from './later-operations.ts';
import { inWords, shownOutcome, worstOutcome } from './outcomes.ts';
import type { LockedIdentity } from './store-mirror.ts';

/**
 * A complete list from a provider. `identity`: locked, with the mirror before it; `after`: the mirror now;
 * `drift`: between them. `hasUnseen`: false where no earlier line waits for a reading, as far as is known.
 * `noticed`: a change that read settles itself. `exchanges`, `note`: kept with what is found.
 */
export type Reading = {
  identity: LockedIdentity;
  shown: readonly HeldTag[];
  after: MirrorTag[];
  drift: Operation[];
  hasUnseen: boolean;
  noticed: Noticed;
  exchanges: Exchange[];
  note?: string;
};

type UnseenLine = {
  id: number;
  kind: ChangeKind;
  identityId: number;
  operations: Operation[];
  outcomes: OperationOutcome[];
  before: MirrorTag[];
  after: MirrorTag[];
  later: LaterOperation[];
};

/** Lines `u` of which a later reading may show what they asked for, as the body of `exists`. */
export function unseenLines(condition: SQL): SQL {
  return sql`select 1 from changes u where u.state = 'closed' and u.kind in ('tags', 'create')
    and (u.outcome = 'unknown' or u.not_seen_until is not null) and ${condition}`;
}

/** The same lines of some identities, oldest first; what is asked is locked until the transaction ends. */
export function findUnseen(transaction: Transaction, identityIds: readonly number[]): Promise<UnseenLine[]> {
  return runStatement<UnseenLine>(
    transaction,
    sql`select u.id, u.kind, u.identity_id as "identityId", u.operations, u.outcomes,
        coalesce(u.before, '[]') as before, coalesce(u.after, '[]') as after, ${laterOperations(sql`u`)} as later
      from changes u where u.state = 'closed' and u.kind in ('tags', 'create')
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
  return isUnsettled(outcome);
}

function isUnsettled({ outcome, notSeenUntil }: OperationOutcome): boolean {
  return outcome === 'unknown' || (outcome === 'failed' && notSeenUntil !== undefined);
}

/** `at`: when it was read (ISO 8601). Makes no statement where nothing is news. */
export async function recordReadings(
  transaction: Transaction,
  readings: readonly Reading[],
  at: string,
): Promise<void> {
  const ours = await correctShown(
    transaction,
    readings.filter(({ hasUnseen }) => hasUnseen),
    at,
  );
  const found = readings.map(({ drift, ...reading }) => {
    // What our own changes asked for has a line already.
    const own = ours.get(reading.identity.id) ?? new Set();
    return { ...reading, operations: drift.filter(({ key }) => !own.has(key)) };
  });
  await recordFound(
    transaction,
    found.filter(({ operations }) => operations.length > 0),
  );
}

/** Gives the keys that were found as asked for, by identity. */
async function correctShown(
  transaction: Transaction,
  readings: readonly Reading[],
  at: string,
): Promise<Map<number, Set<string>>> {
  const found = new Map<number, Set<string>>();
  if (readings.length === 0) return found;
  const unseen = await findUnseen(
    transaction,
    readings.map(({ identity }) => identity.id),
  );
  for (const line of unseen) {
    const reading = readings.find(({ identity }) => identity.id === line.identityId);
    if (!reading || ('change' in reading.noticed && reading.noticed.change === line.id)) continue;
    if (line.kind === 'create') {
      // Whoever is read is there.
      if (line.outcomes.some(isUnsettled)) await correct(transaction, line, [{ kept: null }], reading, at);
      continue;
    }
    const proofs = line.operations.map((operation, position) =>
      isOpenToProof(line, position) ? proofOf(line, operation, reading.shown) : null,
    );
    const operations = line.operations.filter((_, position) => proofs[position]);
    if (operations.length === 0) continue;
    await correct(transaction, line, proofs, reading, at);
    const { label } = capabilitiesOf(reading.identity.provider);
    const note = `Found: ${label} showed at ${inWords(at)} what change ${line.id} asked for.`;
    await insertFound(transaction, [{ ...reading, operations, note }]);
    const earlier = found.get(line.identityId) ?? [];
    found.set(line.identityId, new Set([...earlier, ...operations.map(({ key }) => key)]));
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

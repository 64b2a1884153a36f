/** A complete list that was read becomes the mirror of its identity, and what it shows becomes lines. */
import { sql } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { HeldTag, Operation } from '#lib/providers/contract.ts';
import { differences } from '#lib/shared/history-text/format-change.ts';
import { findUnseen, isOpenToProof, proofOf, type Reading, recordReadings } from './correct-shown.ts';
import { applyOutcomes, revertUnknown } from './mirror.ts';
import { plainOutcome } from './outcomes.ts';
import { type LockedIdentity, storeMirror } from './store-mirror.ts';

/**
 * `at`: when it was read (ISO 8601). `underWay`: tags of changes that may be applied already. `onlyOurs`: what
 * differs besides is told elsewhere.
 */
type Taken = Pick<Reading, 'shown' | 'noticed' | 'exchanges' | 'note'> & {
  at: string;
  underWay?: readonly string[];
  onlyOurs?: boolean;
};

/** Gives the number of differing tags. */
export async function takeReading(
  transaction: Transaction,
  identity: LockedIdentity,
  { at, underWay = [], onlyOurs = false, ...read }: Taken,
): Promise<number> {
  const { shown } = read;
  const doubted = await stillDoubted(transaction, identity, shown);
  const learnt = applyOutcomes(identity.tags, {
    operations: doubted,
    outcomes: doubted.map(() => plainOutcome('unknown')),
    shown,
    at,
  });
  // What a change may have applied already is told by its own answer.
  const after = revertUnknown(learnt, identity.tags, underWay);
  const drift = differences(identity.tags, after);
  await transaction.execute(sql`select ${storeMirror([{ identity, tags: after }])}`);
  const reading = { ...read, identity, after, drift: onlyOurs ? [] : drift, hasUnseen: true };
  await recordReadings(transaction, [reading], at);
  return drift.length;
}

/** Unknown and not shown stays unknown: it may still arrive. */
async function stillDoubted(
  transaction: Transaction,
  identity: LockedIdentity,
  shown: readonly HeldTag[],
): Promise<Operation[]> {
  const unseen = await findUnseen(transaction, [identity.id]);
  return unseen.flatMap((line) =>
    line.operations.filter(
      (operation, position) =>
        line.outcomes[position]?.outcome === 'unknown' &&
        isOpenToProof(line, position) &&
        !proofOf(line, operation, shown),
    ),
  );
}

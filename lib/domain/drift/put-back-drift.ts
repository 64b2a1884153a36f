/** Ours is sent again: for one user as a single edit, for more as a run. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeReport } from '#lib/shared/changes.ts';
import { putBackDriftInput } from '#lib/shared/drift.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { isPicked, type PickedDrifts, putBackOperation } from '../changes/drift-sql.ts';
import { explainUnrecorded } from '../changes/explain-unrecorded.ts';
import { recordChange } from '../changes/record-change.ts';
import { requireConnected } from '../changes/require-connected.ts';
import { carryOut } from '../changes/run-change.ts';
import { lockIdentities } from '../changes/store-mirror.ts';
import { confirmationOf, markedTags } from '../runs/confirmation.ts';
import { runAtOnce } from '../runs/run-at-once.ts';
import { closePicked, decidedAlready, requirePicked } from './picked.ts';

/** One of the two; `count`: differences that are being put back. */
export type DriftPutBack = { report: ChangeReport | null; runId: number | null; count: number };

const note = 'Puts back what differed';

/**
 * Throws AppError `forbidden`, `invalid` (also: a count is to be typed), `not-connected`, `conflict` (decided
 * already, or the provider cannot).
 */
export async function putBackDrift(context: Context, input: unknown): Promise<DriftPutBack> {
  requirePermission(context, 'drift:decide');
  const { confirmCount, ...picked } = parseInput(putBackDriftInput, input);
  const { identities, identityId, providers } = await requirePicked(context, picked);
  for (const provider of providers) requireConnected(context, provider);
  return identities === 1 && identityId !== null
    ? putBackOne(context, picked, identityId)
    : putBackMany(context, picked, { providers, by: context.actor.name, confirmCount });
}

async function putBackOne(context: Context, picked: PickedDrifts, identityId: number): Promise<DriftPutBack> {
  const { change, count } = await explainUnrecorded(
    recordPutBack(context, picked, { identityId, by: context.actor.name }),
  );
  const report = await carryOut(context, { id: change, claimed: null });
  return { report, runId: null, count };
}

/** Queued, and due at once. `by` null: a policy decided. Throws AppError `conflict`. */
export function recordPutBack(
  context: Context,
  picked: PickedDrifts,
  { identityId, by }: { identityId: number; by: string | null },
): Promise<{ change: number; count: number }> {
  return inTransaction(context.database, async (transaction) => {
    // Before the rows, as readings lock.
    const identity = (await lockIdentities(transaction, [identityId])).get(identityId);
    const due = await runPlannedStatement<{ operation: Operation | null; provider: ProviderId }>(
      transaction,
      sql`select ${putBackOperation} as operation, d.provider from drifts d
        where d.state = 'open' and ${isPicked(picked)} order by d.id for update of d`,
    );
    const [first] = due;
    if (!identity || !first) throw decidedAlready();
    const operations = due.flatMap(({ operation }) => operation ?? []);
    if (operations.length === 0) throw cannotPutBack([first.provider]);
    const { actor, origin = null } = context;
    const change = await recordChange(transaction, { actor, origin, identity, operations, note });
    const where = sql`${putBackOperation} is not null`;
    const closed = await closePicked(transaction, picked, { state: 'put-back', by, put: { change }, where });
    return { change, count: closed.length };
  });
}

/** A run that starts at once. `confirmCount` as typed; null `by`: a policy decided, nobody types. */
export async function putBackMany(
  context: Context,
  picked: PickedDrifts,
  { providers, by, confirmCount }: ManyPutBack,
): Promise<DriftPutBack> {
  let count = 0;
  const labels = providers.map((provider) => capabilitiesOf(provider).label);
  const run = {
    name: '',
    note: '',
    title: `Put back differences at ${new Intl.ListFormat('en').format(labels)}`,
    source: { kind: 'drift' as const, ...picked, direct: true as const },
    operations: [],
  };
  const { runId } = await runAtOnce(context, run, async (transaction, plans, id) => {
    if (!plans.some(({ change }) => change > 0)) {
      const reasons = plans.flatMap((each) => each.reasons.flatMap(({ reason }) => reason ?? []));
      const [reason] = reasons;
      throw reason === undefined ? cannotPutBack(providers) : new AppError('conflict', reason);
    }
    const confirmation = by === null ? null : confirmationOf(plans, await markedTags(transaction, id));
    if (confirmation && confirmation.count !== confirmCount) {
      const message = `Type ${confirmation.count} to confirm. ${confirmation.why}`;
      throw new AppError('invalid', message, { confirmCount: message });
    }
    const where = sql`exists (select from run_targets t where t.run_id = ${id} and t.status = 'change'
      and t.identity_id = d.identity_id and t.operations @> jsonb_build_array(jsonb_build_object('key', d.key)))`;
    const decision = { state: 'put-back' as const, by, put: { run: id }, where };
    count = (await closePicked(transaction, picked, decision)).length;
  });
  return { report: null, runId, count };
}

type ManyPutBack = { providers: readonly ProviderId[]; by: string | null; confirmCount: number | null };

function cannotPutBack(providers: readonly ProviderId[]): AppError {
  const labels = providers.map((provider) => capabilitiesOf(provider).label);
  return new AppError(
    'conflict',
    `${new Intl.ListFormat('en').format(labels)} cannot remove a tag, so this can only be accepted or ignored.`,
  );
}

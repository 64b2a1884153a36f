/** Settles all unknown changes of one cause in a run, or sends them again. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { sendManyAgain, settleMany } from '#lib/domain/changes/settle-many.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { runProviders, runs } from '#lib/platform/db/schema/runs.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { settleCauseInput } from '#lib/shared/run-inputs.ts';
import { lockRun, requireRun } from './require-run.ts';
import { causeKey } from './result-statement.ts';
import { deriveStatus } from './run-status.ts';
import { fingerprint, isIdempotent, unreadableProviders, waitsForWord } from './unsettled.ts';

type Unsettled = {
  provider: ProviderId;
  ids: number[];
  seen: string;
  repeatable: boolean;
};

/**
 * Settles exactly the changes that the member saw (`seen`); `left`: taken by somebody else meanwhile. Throws
 * AppError `forbidden`, `not-found`, `conflict` (others by now, not idempotent, or cancelling), `invalid`
 * (wrong count).
 */
export async function settleCause(
  context: Context,
  input: unknown,
): Promise<{ settled: number; left: number }> {
  requirePermission(context, 'runs:write');
  requirePermission(context, 'tags:edit');
  const { runId, cause, verdict, seen, confirmCount } = parseInput(settleCauseInput, input);
  await requireRun(context.database, runId);
  const found = await findUnsettled(context, runId, cause);
  if (!found) throw new AppError('conflict', 'None of these is unknown any more. Nothing was done.');
  const count = found.ids.length;
  if (found.seen !== seen)
    throw new AppError(
      'conflict',
      `These are not the changes that you saw: ${countOf(count)} unknown for this reason now. Nothing was done. Look at them, then say it again.`,
    );
  if (confirmCount !== count) {
    const message = `Type ${count} to confirm.`;
    throw new AppError('invalid', message, { confirmCount: message });
  }
  const settled =
    verdict === 'send-again'
      ? await sendAgain(context, runId, found)
      : await settleMany(context, found.ids, verdict);
  await recordEvent(context.database, {
    kind: 'run.settled',
    memberId: context.actor.memberId,
    actor: context.actor.name,
    subject: `Run ${runId}`,
    detail: { verdict, provider: found.provider, changes: settled },
  });
  return { settled, left: count - settled };
}

const countOf = (count: number) =>
  count === 1 ? '1 change is' : `${count.toLocaleString('en')} changes are`;

async function findUnsettled(context: Context, runId: number, cause: string): Promise<Unsettled | undefined> {
  const waits = waitsForWord(unreadableProviders(context));
  const [found] = await runPlannedStatement<Unsettled>(
    context.database,
    sql`
    select c.provider, jsonb_agg(c.id order by c.id) as ids, ${fingerprint}::text as seen,
      bool_and(${isIdempotent}) as repeatable
    from changes c
    where c.run_id = ${runId} and c.outcome = 'unknown' and ${waits} and exists (
      select 1 from jsonb_array_elements(c.outcomes) as w(o)
      where w.o ->> 'outcome' = 'unknown' and ${causeKey} = ${cause})
    group by c.provider`,
  );
  return found;
}

/** They are sent by the run: rate-limited, to be paused and cancelled. */
async function sendAgain(
  context: Context,
  runId: number,
  { provider, ids, repeatable }: Unsettled,
): Promise<number> {
  const { label } = capabilitiesOf(provider);
  if (!repeatable)
    throw new AppError(
      'conflict',
      `${label} could apply some of these twice, so they are not sent again. Nothing was done.`,
    );
  return inTransaction(context.database, async (transaction) => {
    await lockRun(transaction, runId);
    await reopen(transaction, runId, provider);
    return sendManyAgain(transaction, ids);
  });
}

/** The caller holds the run's row. */
async function reopen(transaction: Transaction, runId: number, provider: ProviderId): Promise<void> {
  const own = and(eq(runProviders.runId, runId), eq(runProviders.provider, provider));
  const [part] = await transaction.select().from(runProviders).where(own).for('update');
  if (part?.state === 'cancelled' && part.endedAt === null)
    throw new AppError('conflict', 'This run is being cancelled. Wait a moment, then try again.');
  if (part?.state !== 'finished' && part?.state !== 'cancelled') return;
  await transaction.update(runProviders).set({ state: 'waiting', endedAt: null }).where(own);
  await transaction
    .update(runs)
    .set({ status: 'running', endedAt: null })
    .where(and(eq(runs.id, runId), inArray(runs.status, ['finished', 'cancelled'])));
  await deriveStatus(transaction, runId);
}

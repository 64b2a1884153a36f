/** A run of a few users in one transaction: planned, started, and every change in the ledger. */
import { eq } from 'drizzle-orm';
import { catalogueKeys } from '#lib/domain/tags/catalogue-keys.ts';
import type { Context } from '#lib/platform/context.ts';
import { runProviders, runs } from '#lib/platform/db/schema/runs.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { RunOperation } from '#lib/shared/run-inputs.ts';
import { insertRun, type NewRun } from './create-run.ts';
import { plan, providersOf } from './plan-next.ts';
import { queueAll } from './queue-changes.ts';
import { readCatalogues } from './read-catalogues.ts';
import { lockRun } from './require-run.ts';
import type { RunProviderRow } from './run-provider-view.ts';
import { launchRun } from './run-status.ts';

/** `check` sees the plan and throws where it must not start; nothing is left of it then. */
export async function runAtOnce(
  context: Context,
  run: NewRun,
  check: (transaction: Transaction, plans: RunProviderRow[], runId: number) => Promise<void>,
): Promise<{ runId: number }> {
  const { actor, providers } = context;
  const catalogues = await readCatalogues(context, providersOf([run]));
  return inTransaction(context.database, async (transaction) => {
    // A second undo at the same time waits here and then finds it undone.
    if (run.undoOf != null) await lockRun(transaction, run.undoOf);
    const { runId } = await insertRun({ actor, database: transaction }, run);
    await plan(transaction, { ...run, id: runId, cures: [] }, providers, catalogues);
    await check(transaction, await readPlans(transaction, runId), runId);
    await transaction
      .update(runs)
      .set({ starterId: actor.memberId, starter: actor.name })
      .where(eq(runs.id, runId));
    await launchRun(transaction, runId);
    await queueAll(transaction, runId);
    return { runId };
  });
}

export function readPlans(transaction: Transaction, runId: number): Promise<RunProviderRow[]> {
  return transaction.select().from(runProviders).where(eq(runProviders.runId, runId));
}

/** Where the catalogue is known, a label that it lacks would be refused for everybody. Throws AppError `invalid`. */
export async function requireLabels(context: Context, runOperations: readonly RunOperation[]): Promise<void> {
  for (const [index, { provider, operations }] of runOperations.entries()) {
    const { hasCatalogue, label, nouns } = capabilitiesOf(provider);
    const keys = hasCatalogue ? await catalogueKeys(context, provider) : null;
    const position = operations.findIndex(({ verb, key }) => verb !== 'remove' && keys?.has(key) === false);
    if (position < 0) continue;
    const message = `${label} has no ${nouns.tag} “${operations[position]?.key}”: it would refuse it for everybody.`;
    throw new AppError('invalid', message, { [`operations.${index}.operations.${position}.key`]: message });
  }
}

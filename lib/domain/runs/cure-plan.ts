import { eq } from 'drizzle-orm';
import { createCatalogueTag } from '#lib/domain/tags/create-catalogue-tag.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runProviders, runs } from '#lib/platform/db/schema/runs.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { type Cure, isSameCure } from '#lib/shared/cures.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { curePlanInput } from '#lib/shared/run-inputs.ts';
import { decideAgain } from './decide-again.ts';
import { readCatalogues } from './read-catalogues.ts';
import { lockRun, requirePlanned, requireRun } from './require-run.ts';

/**
 * Chooses what becomes of the operations that a plan foresees to fail, and decides the plan again: its users
 * stay. Throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (no waiting plan), and those of
 * `createCatalogueTag`.
 */
export async function curePlan(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'runs:write');
  const { runId, choice, to, ...what } = parseInput(curePlanInput, input);
  const { database, actor } = context;
  requirePlanned(await requireRun(database, runId));
  if (choice === 'create') await createCatalogueTag(context, { provider: what.provider, key: what.key });
  const catalogues = await readCatalogues(context, await listProviders(database, runId), {
    anew: what.cause === 'no-label',
  });
  await inTransaction(database, async (transaction) => {
    const run = await lockRun(transaction, runId);
    requirePlanned(run);
    const others = run.cures.filter((cure) => !isSameCure(cure, what));
    const chosen: Cure[] =
      choice === null
        ? []
        : [{ ...what, choice, to: to?.trim() ?? null, by: actor.name, memberId: actor.memberId }];
    const cures = [...others, ...chosen];
    await transaction.update(runs).set({ cures }).where(eq(runs.id, runId));
    await decideAgain(transaction, { id: runId, cures }, catalogues);
  });
  return null;
}

async function listProviders(database: Context['database'], runId: number): Promise<ProviderId[]> {
  const rows = await database
    .select({ provider: runProviders.provider })
    .from(runProviders)
    .where(eq(runProviders.runId, runId));
  return rows.map(({ provider }) => provider);
}

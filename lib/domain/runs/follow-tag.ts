/** With the end of a tag's run the views that name it are rewritten; with the end of its undo they come back. */
import { eq } from 'drizzle-orm';
import { restoreViews, rewriteViews } from '#lib/domain/views/rewrite-views.ts';
import { type RunRow, runProviders, runs } from '#lib/platform/db/schema/runs.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { lockRun } from './require-run.ts';

/** After `deriveStatus`. A run in which nothing came through, or a try, changes no view. */
export async function followTag(transaction: Transaction, runId: number): Promise<void> {
  const run = await lockRun(transaction, runId);
  const { source } = run;
  if (run.status !== 'finished' || run.tryOf !== null) return;
  if (source.kind !== 'tag' && source.kind !== 'undo') return;
  if (!(await cameThrough(transaction, runId))) return;
  const by = { runId, memberId: run.starterId ?? run.memberId, actor: run.starter ?? run.actor };
  if (source.kind === 'tag') {
    const { to } = source;
    if (to === null || source.views !== undefined) return;
    await keepViews(transaction, run, await rewriteViews(transaction, { ...source, to }, by));
    return;
  }
  const undone = await lockRun(transaction, source.runId);
  if (undone.source.kind !== 'tag' || !undone.source.views?.length) return;
  await restoreViews(transaction, undone.source.views, by);
  await keepViews(transaction, undone, []);
}

type Views = NonNullable<Extract<RunRow['source'], { kind: 'tag' }>['views']>;

async function keepViews(transaction: Transaction, { id, source }: RunRow, views: Views): Promise<void> {
  if (source.kind !== 'tag') return;
  await transaction
    .update(runs)
    .set({ source: { ...source, views } })
    .where(eq(runs.id, id));
}

async function cameThrough(transaction: Transaction, runId: number): Promise<boolean> {
  const parts = await transaction.select().from(runProviders).where(eq(runProviders.runId, runId));
  return parts.some(({ confirmed, accepted }) => confirmed + accepted > 0);
}

import { and, desc, eq, notInArray, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { RunRow } from '#lib/platform/db/schema/runs.ts';
import { runs } from '#lib/platform/db/schema/runs.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { can, type Permission } from '#lib/shared/permissions.ts';
import { runInput } from '#lib/shared/run-inputs.ts';
import type { RunDetail, RunSummary } from '#lib/shared/runs.ts';
import { findStillCarried } from './carriers.ts';
import { confirmationOf, markedTags, undoLimits } from './confirmation.ts';
import { adviseOnPlan } from './plan-advice.ts';
import { summarise } from './read-runs.ts';
import { requireRun } from './require-run.ts';
import { type Sample, sampleOf } from './sample-plan.ts';
import { peopleMatching } from './users-matching.ts';

/** Throws AppError `forbidden`, `not-found`. */
export async function findRun(context: Context, input: unknown): Promise<RunDetail> {
  requirePermission(context, 'runs:read');
  const { runId } = parseInput(runInput, input);
  const row = await requireRun(context.database, runId);
  const isWaiting = mayStart(row.status);
  const [[summary], drift, undoneBy, fileName, tries, rest, carried] = await Promise.all([
    summarise(context, [row]),
    driftOf(context, row),
    findUndo(context, runId),
    fileNameOf(context, row),
    listTries(context, runId),
    restOf(context, row),
    findStillCarried(context.database, row),
  ]);
  const [marked, advice, limits, sample] = await Promise.all([
    isWaiting ? markedTags(context.database, runId) : [],
    isWaiting ? adviseOnPlan(context.database, row) : [],
    isWaiting ? undoLimits(context.database, runId) : [],
    isWaiting ? sampleOf(context.database, runId) : null,
  ]);
  if (!summary) throw new Error('A run without summary.');
  const plans = summary.providers.map(({ provider, plan }) => ({ provider, change: plan.change }));
  return {
    ...summary,
    problem: row.problem,
    fileName,
    badRows: row.badRows,
    badRowCount: row.badRowCount,
    drift,
    confirm: isWaiting ? confirmationOf(plans, marked) : null,
    undoneBy,
    cures: row.cures.map(({ memberId, ...cure }) => ({
      ...cure,
      mine: memberId !== null && memberId === context.actor.memberId,
    })),
    sample: sample && shownSample(sample, marked, summary.changes),
    tries,
    rest,
    stillCarried: undoneBy === null ? carried : null,
    can: abilities(context, summary, undoneBy),
    warnings: [...limits, ...advice],
  };
}

function shownSample(
  { userIds, planned }: Sample,
  marked: Parameters<typeof confirmationOf>[1],
  changes: number,
): RunDetail['sample'] {
  const tried = planned.reduce((sum, { change }) => sum + change, 0);
  if (tried === changes) return null;
  return { users: userIds.length, changes: tried, confirm: confirmationOf(planned, marked) };
}

async function listTries(context: Context, runId: number): Promise<RunDetail['tries']> {
  const rows = await context.database.select().from(runs).where(eq(runs.tryOf, runId)).orderBy(desc(runs.id));
  return summarise(context, rows);
}

async function restOf(context: Context, { tryOf }: RunRow): Promise<RunDetail['rest']> {
  if (tryOf === null) return null;
  const rows = await context.database.select().from(runs).where(eq(runs.id, tryOf));
  const [plan] = await summarise(context, rows);
  return plan && mayStart(plan.status) && plan.changes > 0 ? { runId: plan.id, changes: plan.changes } : null;
}

/** A scheduled run may also be started now. */
function mayStart(status: RunRow['status']): boolean {
  return status === 'planned' || status === 'scheduled';
}

/** While the plan waits and came from a filter: who would match now, and who no longer. */
async function driftOf(context: Context, run: RunRow): Promise<RunDetail['drift']> {
  if (run.source.kind !== 'filter' || !mayStart(run.status)) return null;
  const [provider] = run.operations.map((own) => own.provider);
  const people = await peopleMatching(context.database, run.source);
  const [row] = await runPlannedStatement<{ joined: number; left: number }>(
    context.database,
    sql`
    select count(*) filter (where f.user_id is null)::int as joined, count(*) filter (where p.id is null)::int as left
    from (${people}) p
    full join (
      select user_id from run_targets
      where (run_id = ${run.id} or run_id in (select id from runs where try_of = ${run.id})) and provider = ${provider}
    ) f
      on f.user_id = p.id`,
  );
  return row ?? null;
}

async function findUndo(context: Context, runId: number): Promise<number | null> {
  const [undo] = await context.database
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.undoOf, runId),
        notInArray(runs.status, ['planning', 'planned', 'scheduled', 'discarded', 'failed']),
      ),
    )
    .orderBy(desc(runs.id))
    .limit(1);
  return undo?.id ?? null;
}

async function fileNameOf(context: Context, { source }: RunRow): Promise<string | null> {
  if (source.kind !== 'csv') return null;
  const [upload] = await runPlannedStatement<{ name: string }>(
    context.database,
    sql`select file_name as name from run_uploads where id = ${source.uploadId}`,
  );
  return upload?.name ?? null;
}

function abilities(context: Context, run: RunSummary, undoneBy: number | null): RunDetail['can'] {
  const permission: Permission = 'runs:write';
  const may = can(context.actor.role, permission);
  const isOwnEdit = run.direct && run.mine && can(context.actor.role, 'tags:edit-selection');
  const { status, counts, providers } = run;
  const ended = status === 'finished' || status === 'cancelled';
  const begun = status === 'running' || status === 'paused';
  const isUndoable =
    (ended || status === 'paused') && undoneBy === null && counts.confirmed + counts.accepted > 0;
  const anyIn = (...states: string[]) => providers.some(({ state }) => states.includes(state));
  return {
    start: may && mayStart(status) && run.changes > 0,
    cure: may && status === 'planned',
    discard: may && ['planning', 'planned', 'scheduled', 'failed'].includes(status),
    pause: may && begun && anyIn('waiting', 'running'),
    resume: may && begun && providers.some(({ hold }) => hold !== null && hold.kind !== 'no-worker'),
    cancel: may && begun,
    retry: may && counts.failed + counts.refused + counts.cancelled > 0,
    undo: may && isUndoable,
    undoAtOnce: !may && isOwnEdit && isUndoable,
  };
}

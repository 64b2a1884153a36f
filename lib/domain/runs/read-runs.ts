import { eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#lib/platform/context.ts';
import { providerLeases, type RunRow, runProviders } from '#lib/platform/db/schema/runs.ts';
import { providerIds } from '#lib/providers/ids.ts';
import {
  noOutcomes,
  type OutcomeCounts,
  type RunSource,
  type RunSummary,
  runOutcomes,
  type ShownRunSource,
} from '#lib/shared/runs.ts';
import { countsOf, doneOf, toRunProvider } from './run-provider-view.ts';

export async function summarise(context: Context, rows: readonly RunRow[]): Promise<RunSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const parts = await context.database
    .select({
      row: runProviders,
      lease: providerLeases,
      now: sql<Date>`now()`.mapWith(providerLeases.until),
    })
    .from(runProviders)
    .leftJoin(providerLeases, eq(providerLeases.provider, runProviders.provider))
    .where(inArray(runProviders.runId, ids));
  return rows.map((run) => {
    const own = parts
      .filter(({ row }) => row.runId === run.id)
      .toSorted(
        (left, right) => providerIds.indexOf(left.row.provider) - providerIds.indexOf(right.row.provider),
      );
    const shown = own.map(({ row, lease, now }) =>
      toRunProvider(row, lease, context.providers.get(row.provider) !== null, now),
    );
    const counts = own.map(({ row }) => countsOf(row)).reduce(addCounts, noOutcomes);
    return {
      ...plainFields(run),
      starter:
        run.starter === null
          ? null
          : { name: run.starter, isMe: run.starterId !== null && run.starterId === context.actor.memberId },
      direct: run.source.direct === true,
      mine: run.memberId !== null && run.memberId === context.actor.memberId,
      changes: own.reduce((sum, { row }) => sum + row.change, 0),
      done: doneOf(counts),
      counts,
      providers: shown,
    };
  });
}

function addCounts(left: OutcomeCounts, right: OutcomeCounts): OutcomeCounts {
  const sum = { ...left };
  for (const outcome of runOutcomes) sum[outcome] += right[outcome];
  return sum;
}

function plainFields(run: RunRow) {
  const { id, name, note, status, source, operations, title, actor, users, undoOf, retryOf, tryOf } = run;
  return {
    id,
    name,
    note,
    status,
    source: shownSource(source),
    operations,
    title,
    actor,
    users,
    undoOf,
    retryOf,
    tryOf,
    createdAt: run.createdAt.toISOString(),
    plannedAt: run.plannedAt?.toISOString() ?? null,
    startAt: run.startAt?.toISOString() ?? null,
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
  };
}

function shownSource(source: RunSource): ShownRunSource {
  if (source.kind === 'users') return { kind: source.kind, count: source.userIds.length };
  if (source.kind === 'filter')
    return { kind: source.kind, q: source.q, leftOut: source.except?.length ?? 0 };
  if (source.kind === 'tag') {
    const { kind, provider, from, to } = source;
    return { kind, provider, from, to };
  }
  return source.kind === 'drift' ? { kind: source.kind } : source;
}

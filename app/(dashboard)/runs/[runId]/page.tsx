import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { firstResults, firstTargets, resultQuery, targetQuery } from '#components/runs/list-filters.ts';
import { RunScreen } from '#components/runs/run-screen.tsx';
import { hasOnlyPlan } from '#components/runs/run-state.ts';
import { findRun } from '#lib/domain/runs/find-run.ts';
import { listCauses } from '#lib/domain/runs/list-causes.ts';
import { listResults } from '#lib/domain/runs/list-results.ts';
import { listTargets } from '#lib/domain/runs/list-targets.ts';
import { readTimeline } from '#lib/domain/runs/read-timeline.ts';
import type { Context } from '#lib/platform/context.ts';
import { AppError } from '#lib/shared/errors.ts';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { ifQuick, pageContext } from '#lib/web/page-context.ts';

type Props = { params: Promise<{ runId: string }> };

async function runOf(context: Context, runId: string): Promise<RunDetail> {
  if (!/^[1-9]\d{0,14}$/.test(runId)) return notFound();
  try {
    return await findRun(context, { runId: Number(runId) });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return notFound();
    throw error;
  }
}

export default async function RunPage({ params }: Props) {
  const context = await pageContext();
  const run = await runOf(context, (await params).runId);
  const client = new QueryClient();
  client.setQueryData(runsKeys.detail(run.id), run);
  await readFirstRows(context, run, client);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RunScreen
        key={run.id}
        runId={run.id}
        role={context.actor.role}
        states={context.providers.describe()}
      />
    </HydrationBoundary>
  );
}

async function readFirstRows(
  context: Context,
  { id: runId, status, counts }: RunDetail,
  client: QueryClient,
) {
  const pageOf = <Page,>(page: Page) => ({ pages: [page], pageParams: [null] });
  if (status === 'planning' || status === 'failed') return;
  if (hasOnlyPlan(status)) {
    const filter = { runId, ...targetQuery(firstTargets) };
    client.setQueryData(runsKeys.targets(filter), pageOf(await listTargets(context, filter)));
    return;
  }
  const filter = { runId, ...resultQuery(firstResults(counts)) };
  const shown = Promise.all([listCauses(context, { runId }), listResults(context, filter)]);
  const [[causes, results], timeline] = await Promise.all([
    shown,
    ifQuick(() => readTimeline(context, { runId }), shown),
  ]);
  client.setQueryData(runsKeys.causes(runId), causes);
  client.setQueryData(runsKeys.results(filter), pageOf(results));
  if (timeline) client.setQueryData(runsKeys.timeline(runId), timeline);
}

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { RunsScreen } from '#components/runs/runs-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listRuns } from '#lib/domain/runs/list-runs.ts';
import { runsKeys } from '#lib/shared/query-keys.ts';
import { pageContext, pageWindow } from '#lib/web/page-context.ts';

export default async function RunsPage() {
  const context = await pageContext();
  const { phone } = await pageWindow();
  const client = new QueryClient();
  client.setQueryData(runsKeys.list, { pages: [await listRuns(context, {})], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Runs</PageTitle>
      <RunsScreen role={context.actor.role} phone={phone} />
    </HydrationBoundary>
  );
}

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { RunsScreen } from '#components/runs/runs-screen.tsx';
import { pageContext } from '#lib/auth/page-context.ts';
import { runsKeys } from '#lib/runs/keys.ts';
import { listRuns } from '#lib/runs/list-runs.ts';

export const metadata: Metadata = { title: 'Runs' };

/** Every run, newest first; the first page comes with the document. */
export default async function RunsPage() {
  const context = await pageContext();
  const phone = /\bMobi/.test((await headers()).get('user-agent') ?? '');
  const client = new QueryClient();
  client.setQueryData(runsKeys.list, { pages: [await listRuns(context, {})], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RunsScreen role={context.actor.role} phone={phone} />
    </HydrationBoundary>
  );
}

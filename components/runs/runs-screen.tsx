'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { FileUp, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { VirtualRows } from '#components/data-table/virtual-rows.tsx';
import { readJson } from '#components/read-json.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { useNarrow } from '#components/users/use-width.ts';
import { can } from '#lib/shared/permissions.ts';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { RunPage, RunSummary } from '#lib/shared/runs.ts';
import { lookAgainMs } from './look-again.ts';
import { runColumns } from './runs-columns.tsx';
import { usePagedRows } from './use-paged-rows.ts';

const firstPage: number | null = null;

export function RunsScreen({ role, phone }: { role: string; phone: boolean }) {
  const router = useRouter();
  const narrow = useNarrow(phone);
  const columns = useMemo(() => runColumns(narrow), [narrow]);
  const pages = useInfiniteQuery({
    queryKey: runsKeys.list,
    queryFn: ({ pageParam, signal }) =>
      readJson<RunPage>(`/api/runs${pageParam === null ? '' : `?before=${pageParam}`}`, signal),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore,
    refetchInterval: ({ state }) => {
      const runs = state.data?.pages.flatMap((page) => page.runs) ?? [];
      const waits = runs.map(lookAgainMs).filter((wait) => wait !== false);
      return waits.length > 0 ? Math.max(1_000, Math.min(...waits)) : false;
    },
  });
  const open = (run: RunSummary) => router.push(`/runs/${run.id}`);
  const list = usePagedRows(pages, (page) => page.runs);
  const mayPlan = can(role, 'runs:write');
  const actions = mayPlan && (
    <>
      <Link href="/runs/new?source=file" className={buttonClass({ look: 'quiet' })}>
        <FileUp aria-hidden strokeWidth={1.5} className="size-4" />
        From a file
      </Link>
      <Link href="/runs/new" className={buttonClass({})}>
        <Plus aria-hidden strokeWidth={1.5} className="size-4" />
        Plan a run
      </Link>
    </>
  );
  const fallback = list.error ? (
    <ErrorState title="The runs could not be read" onRetry={list.retry} retrying={list.isFetching}>
      {list.error.message} Runs that were started go on.
    </ErrorState>
  ) : (
    <EmptyState title="No runs yet">
      A run changes the tags of many users at once. Filter or pick users, choose “Plan a run”, and read what
      will happen before anything is sent.
    </EmptyState>
  );
  return (
    <>
      <PageHeader title="Runs" actions={actions} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        <VirtualRows
          label="Runs"
          columns={columns}
          count={list.count}
          rowAt={list.rowAt}
          rowKey={(run) => String(run.id)}
          onOpen={open}
          onPress={open}
          onRange={list.onRange}
          minWidth={narrow ? undefined : 860}
          fallback={fallback}
        />
      </div>
    </>
  );
}

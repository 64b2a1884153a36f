'use client';

import { useQuery } from '@tanstack/react-query';
import { NotRefreshed } from '#components/data-table/not-refreshed.tsx';
import { readJson } from '#components/read-json.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ProviderStatus } from '#lib/shared/provider-status.ts';
import type { ProviderPulls } from '#lib/shared/pulls.ts';
import { providerStatusKeys, pullsKeys } from '#lib/shared/query-keys.ts';
import { ProviderCard } from './provider-card.tsx';

const refreshEveryMs = 10_000;
const followEveryMs = 1_000;

export function ProvidersScreen({ role }: { role: string }) {
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: providerStatusKeys.all,
    queryFn: ({ signal }) => readJson<ProviderStatus[]>('/api/providers', signal),
    refetchInterval: refreshEveryMs,
  });
  const pulls = useQuery({
    queryKey: pullsKeys.all,
    queryFn: ({ signal }) => readJson<Record<ProviderId, ProviderPulls>>('/api/pulls', signal),
    refetchInterval: ({ state }) =>
      Object.values(state.data ?? {}).some(({ open }) => open?.state === 'running')
        ? followEveryMs
        : refreshEveryMs,
  });
  return (
    <>
      <PageHeader title="Providers" />
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4 phone:p-3">
        {error && <NotRefreshed error={error} dataUpdatedAt={dataUpdatedAt} />}
        <div className="grid grid-cols-2 items-start gap-3 phone:grid-cols-1">
          {data?.map((status) => (
            <ProviderCard key={status.id} status={status} pulls={pulls.data?.[status.id]} role={role} />
          ))}
        </div>
      </div>
    </>
  );
}

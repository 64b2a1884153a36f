'use client';

import { useQuery } from '@tanstack/react-query';
import { NotRefreshed } from '#components/data-table/not-refreshed.tsx';
import { readJson } from '#components/read-json.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { can } from '#lib/shared/permissions.ts';
import type { ProviderStatus } from '#lib/shared/provider-status.ts';
import { providerStatusKeys } from '#lib/shared/query-keys.ts';
import { ProviderCard } from './provider-card.tsx';

const refreshEveryMs = 10_000;

export function ProvidersScreen({ role }: { role: string }) {
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: providerStatusKeys.all,
    queryFn: ({ signal }) => readJson<ProviderStatus[]>('/api/providers', signal),
    refetchInterval: refreshEveryMs,
  });
  return (
    <>
      <PageHeader title="Providers" />
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4 phone:p-3">
        {error && <NotRefreshed error={error} dataUpdatedAt={dataUpdatedAt} />}
        <div className="grid grid-cols-2 items-start gap-3 phone:grid-cols-1">
          {data?.map((status) => (
            <ProviderCard key={status.id} status={status} mayCheck={can(role, 'providers:check')} />
          ))}
        </div>
      </div>
    </>
  );
}

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { ProvidersScreen } from '#components/providers/providers-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listInbound } from '#lib/domain/inbound/list-inbound.ts';
import { listProviderStatus } from '#lib/domain/provider-status/list-provider-status.ts';
import { listPulls } from '#lib/domain/pulls/list-pulls.ts';
import { inboundKeys, providerStatusKeys, pullsKeys } from '#lib/shared/query-keys.ts';
import { pageContext } from '#lib/web/page-context.ts';

export default async function ProvidersPage() {
  const context = await pageContext();
  const client = new QueryClient();
  const [status, pulls, inbound] = await Promise.all([
    listProviderStatus(context),
    listPulls(context),
    listInbound(context),
  ]);
  client.setQueryData(providerStatusKeys.all, status);
  client.setQueryData(pullsKeys.all, pulls);
  client.setQueryData(inboundKeys.all, inbound);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Providers</PageTitle>
      <ProvidersScreen role={context.actor.role} />
    </HydrationBoundary>
  );
}

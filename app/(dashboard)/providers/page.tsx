import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { ProvidersScreen } from '#components/providers/providers-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listProviderStatus } from '#lib/domain/provider-status/list-provider-status.ts';
import { listPulls } from '#lib/domain/pulls/list-pulls.ts';
import { providerStatusKeys, pullsKeys } from '#lib/shared/query-keys.ts';
import { pageContext } from '#lib/web/page-context.ts';

export default async function ProvidersPage() {
  const context = await pageContext();
  const client = new QueryClient();
  const [status, pulls] = await Promise.all([listProviderStatus(context), listPulls(context)]);
  client.setQueryData(providerStatusKeys.all, status);
  client.setQueryData(pullsKeys.all, pulls);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Providers</PageTitle>
      <ProvidersScreen role={context.actor.role} />
    </HydrationBoundary>
  );
}

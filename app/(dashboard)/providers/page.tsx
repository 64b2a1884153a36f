import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { ProvidersScreen } from '#components/providers/providers-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { pageContext } from '#lib/auth/page-context.ts';
import { listProviderStatus } from '#lib/provider-status/list-provider-status.ts';
import { providerStatusKeys } from '#lib/users/keys.ts';

/** How the four providers are; the screen keeps itself fresh. */
export default async function ProvidersPage() {
  const context = await pageContext();
  const client = new QueryClient();
  client.setQueryData(providerStatusKeys.all, await listProviderStatus(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Providers</PageTitle>
      <ProvidersScreen role={context.actor.role} />
    </HydrationBoundary>
  );
}

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { IdentitiesScreen } from '#components/identities/identities-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listCases } from '#lib/domain/identities/list-cases.ts';
import { identitiesKeys } from '#lib/shared/query-keys.ts';
import { pageContext } from '#lib/web/page-context.ts';

export default async function IdentitiesPage() {
  const context = await pageContext();
  const client = new QueryClient();
  client.setQueryData(identitiesKeys.cases, await listCases(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Identities</PageTitle>
      <IdentitiesScreen role={context.actor.role} />
    </HydrationBoundary>
  );
}

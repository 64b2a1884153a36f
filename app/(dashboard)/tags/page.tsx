import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { headers } from 'next/headers';
import { CatalogueScreen } from '#components/catalogue/catalogue-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listActivity } from '#lib/domain/tags/list-activity.ts';
import { listCatalogue } from '#lib/domain/tags/list-catalogue.ts';
import { listCatalogueInput } from '#lib/shared/catalogue.ts';
import { catalogueKeys } from '#lib/shared/query-keys.ts';
import { pageContext } from '#lib/web/page-context.ts';

/** Unknown query parameters show the whole catalogue. */
export default async function TagsPage({ searchParams }: PageProps<'/tags'>) {
  const context = await pageContext();
  const asked = listCatalogueInput.safeParse(await searchParams);
  const list = asked.success ? asked.data : listCatalogueInput.parse({});
  // Counting a month of the ledger is slower than the page: streamed later.
  const activity = listActivity(context);
  const phone = /\bMobi/.test((await headers()).get('user-agent') ?? '');
  const client = new QueryClient();
  client.setQueryData(catalogueKeys.page(list, 0), await listCatalogue(context, { ...list, offset: 0 }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Tags</PageTitle>
      <CatalogueScreen activity={activity} role={context.actor.role} phone={phone} />
    </HydrationBoundary>
  );
}

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { headers } from 'next/headers';
import { CatalogueScreen } from '#components/catalogue/catalogue-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listActivity } from '#lib/domain/tags/list-activity.ts';
import { listCatalogue } from '#lib/domain/tags/list-catalogue.ts';
import { listCatalogueInput } from '#lib/shared/catalogue.ts';
import { catalogueKeys } from '#lib/shared/query-keys.ts';
import { pageContext } from '#lib/web/page-context.ts';

/** Every tag per provider. A tampered address shows the whole catalogue. */
export default async function TagsPage({ searchParams }: PageProps<'/tags'>) {
  const context = await pageContext();
  const asked = listCatalogueInput.safeParse(await searchParams);
  const list = asked.success ? asked.data : listCatalogueInput.parse({});
  // Counting the ledger's lines of a month takes longer than a page of tags: it follows when it is there.
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

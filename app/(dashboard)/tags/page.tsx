import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { CatalogueScreen } from '#components/catalogue/catalogue-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listActivity } from '#lib/domain/tags/list-activity.ts';
import { listCatalogue } from '#lib/domain/tags/list-catalogue.ts';
import { listCatalogueInput } from '#lib/shared/catalogue.ts';
import { catalogueKeys } from '#lib/shared/query-keys.ts';
import { ifQuick, pageContext, pageWindow } from '#lib/web/page-context.ts';

/** Unknown query parameters show the whole catalogue. */
export default async function TagsPage({ searchParams }: PageProps<'/tags'>) {
  const context = await pageContext();
  const asked = listCatalogueInput.safeParse(await searchParams);
  const list = asked.success ? asked.data : listCatalogueInput.parse({});
  // Counting a month of the ledger may be slower than the page: it is then streamed later.
  const activity = listActivity(context);
  const { phone } = await pageWindow();
  const client = new QueryClient();
  const listed = listCatalogue(context, { ...list, offset: 0 });
  const [page, quickActivity] = await Promise.all([listed, ifQuick(() => activity, listed)]);
  client.setQueryData(catalogueKeys.page(list, 0), page);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Tags</PageTitle>
      <CatalogueScreen activity={quickActivity ?? activity} role={context.actor.role} phone={phone} />
    </HydrationBoundary>
  );
}

import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { HomeScreen } from '#components/home/home-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { readHome } from '#lib/domain/home/read-home.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { homeKeys } from '#lib/shared/query-keys.ts';
import { pageContext } from '#lib/web/page-context.ts';

export default async function HomePage() {
  const context = await pageContext();
  const client = new QueryClient();
  client.setQueryData(homeKeys.now, await readHome(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Home</PageTitle>
      <HomeScreen role={context.actor.role} sandbox={processSettings().sandbox} />
    </HydrationBoundary>
  );
}

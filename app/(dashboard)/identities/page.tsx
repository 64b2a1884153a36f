import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { IdentitiesScreen } from '#components/identities/identities-screen.tsx';
import { MissingScreen } from '#components/identities/missing-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listCases } from '#lib/domain/identities/list-cases.ts';
import { listMissing } from '#lib/domain/identities/list-missing.ts';
import { listMissingInput } from '#lib/shared/identities.ts';
import { identitiesKeys } from '#lib/shared/query-keys.ts';
import { pageContext } from '#lib/web/page-context.ts';

/** `?run=12&without=capillary`: the users whom a plan leaves out. What is asked wrongly is read as not asked. */
export default async function IdentitiesPage({ searchParams }: PageProps<'/identities'>) {
  const context = await pageContext();
  const { run, without } = await searchParams;
  const { data: asked } = listMissingInput.safeParse({ run: Number(run), without });
  const client = new QueryClient();
  if (asked)
    client.setQueryData(identitiesKeys.missing(asked.run, asked.without), await listMissing(context, asked));
  else client.setQueryData(identitiesKeys.cases, await listCases(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Identities</PageTitle>
      {asked ? (
        <MissingScreen run={asked.run} without={asked.without} role={context.actor.role} />
      ) : (
        <IdentitiesScreen role={context.actor.role} />
      )}
    </HydrationBoundary>
  );
}

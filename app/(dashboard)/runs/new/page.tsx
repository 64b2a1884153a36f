import { NewRunScreen } from '#components/runs/new-run/new-run-screen.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { can } from '#lib/shared/permissions.ts';
import { leftOutText } from '#lib/shared/user-list-input.ts';
import { pageContext } from '#lib/web/page-context.ts';

const kinds = new Map<unknown, 'users' | 'csv' | 'list'>([
  ['selection', 'users'],
  ['file', 'csv'],
  ['list', 'list'],
]);

/** `?q=` all matches, without `except=`; `?source=selection` picked users, `?source=file` a CSV file, `?source=list` a pasted list. */
export default async function NewRunPage({ searchParams }: PageProps<'/runs/new'>) {
  const { actor, providers } = await pageContext();
  const { q, source, except } = await searchParams;
  const leftOut = leftOutText.safeParse(except);
  return (
    <>
      <PageTitle>New run</PageTitle>
      {can(actor.role, 'runs:write') ? (
        <NewRunScreen
          states={providers.describe()}
          kind={kinds.get(source) ?? 'filter'}
          q={typeof q === 'string' ? q : ''}
          except={leftOut.data ?? []}
        />
      ) : (
        <>
          <PageHeader title="New run" back={{ label: 'Runs', href: '/runs' }} />
          <EmptyState title="Your role does not allow this">
            A {actor.role} can watch runs. Ask an admin for the role marketer to plan them.
          </EmptyState>
        </>
      )}
    </>
  );
}

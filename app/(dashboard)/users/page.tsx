import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cookies } from 'next/headers';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listWidthIn } from '#components/users/column-widths.ts';
import { columnWidthsCookie, readWidths } from '#components/users/kept-widths.ts';
import { UsersScreen } from '#components/users/users-screen.tsx';
import { countUsers } from '#lib/domain/users/count-users.ts';
import { listUsers } from '#lib/domain/users/list-users.ts';
import { listViews } from '#lib/domain/views/list-views.ts';
import { AppError } from '#lib/shared/errors.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { collectTagTerms } from '#lib/shared/filter/walk.ts';
import { usersKeys, viewsKeys } from '#lib/shared/query-keys.ts';
import { defaultUserSort, isUserSort } from '#lib/shared/user-list.ts';
import { maxViewTabs } from '#lib/shared/view-state.ts';
import { ifQuick, pageContext, pageWindow } from '#lib/web/page-context.ts';

/** The browser retries and shows the error in the list's place. */
function leaveToBrowser(error: unknown): null {
  if (error instanceof AppError && error.code === 'too-slow') return null;
  throw error;
}

export default async function UsersPage({ searchParams }: PageProps<'/users'>) {
  const context = await pageContext();
  const { q: askedFilter, sort: askedSort } = await searchParams;
  const text = typeof askedFilter === 'string' ? askedFilter : '';
  const q = text.trim();
  const parsed = parseFilter(text);
  const first = {
    text,
    problem: parsed.ok ? null : parsed,
    terms: parsed.ok ? collectTagTerms(parsed.filter) : [],
  };
  const sort = isUserSort(askedSort) ? askedSort : defaultUserSort;

  const { width, phone } = await pageWindow();
  const kept = await cookies();
  const columnWidths = readWidths(kept.get(columnWidthsCookie)?.value);

  const client = new QueryClient();
  // A filter with a mistake is shown beside the search box.
  const listed = parsed.ok ? listUsers(context, { q, sort }).catch(leaveToBrowser) : Promise.resolve(null);
  const count = async (counted: string) => {
    const found = await ifQuick(() => countUsers(context, { q: counted }), listed);
    if (found) client.setQueryData(usersKeys.count(counted), found);
  };
  const countViews = async () => {
    const views = await listViews(context);
    client.setQueryData(viewsKeys.all, views);
    const counted =
      views.length === 0 ? [] : ['', ...views.slice(0, maxViewTabs).map((view) => view.q.trim())];
    await Promise.all([...new Set(counted)].map(count));
  };
  const [page] = await Promise.all([listed, countViews(), parsed.ok && q !== '' ? count(q) : null]);
  if (page) client.setQueryData(usersKeys.page({ q, sort }, null), page);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Users</PageTitle>
      <UsersScreen
        member={{ id: context.actor.memberId, role: context.actor.role }}
        phone={phone}
        first={first}
        width={listWidthIn(width)}
        columnWidths={columnWidths}
        states={context.providers.describe()}
      />
    </HydrationBoundary>
  );
}

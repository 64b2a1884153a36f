import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { notFound, redirect } from 'next/navigation';
import { PageTitle } from '#components/shell/page-title.tsx';
import { UserScreen } from '#components/tags/user-screen.tsx';
import { UserSkeleton } from '#components/tags/user-skeleton.tsx';
import { DelayedSuspense } from '#components/ui/delayed-suspense.tsx';
import { listUserHistory } from '#lib/domain/history/list-user-history.ts';
import { findMergedInto, findUser } from '#lib/domain/users/find-user.ts';
import type { Context } from '#lib/platform/context.ts';
import { changesKeys, usersKeys } from '#lib/shared/query-keys.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import { pageContext } from '#lib/web/page-context.ts';

type Props = { params: Promise<{ userId: string }> };

const historyPageSize = 30;

async function idOf(params: Props['params']): Promise<number> {
  const { userId } = await params;
  return /^[1-9]\d{0,14}$/.test(userId) ? Number(userId) : notFound();
}

/** The skeleton shows only when reading is slow. */
export default function UserPage({ params }: Props) {
  return <DelayedSuspense work={drawUser(params)} fallback={<UserSkeleton />} />;
}

/** A merged user's address leads to whom they went into. */
async function leaveForMerged(context: Context, userId: number): Promise<never> {
  const into = await findMergedInto(context, userId);
  return into === null ? notFound() : redirect(`/users/${into}`);
}

/** With the first page of the history, under the browser's query keys. */
async function drawUser(params: Props['params']) {
  const context = await pageContext();
  const userId = await idOf(params);
  const [user, history] = await Promise.all([
    findUser(context, userId).then((found) => found ?? leaveForMerged(context, userId)),
    listUserHistory(context, { userId, limit: historyPageSize }),
  ]);
  const client = new QueryClient();
  client.setQueryData(usersKeys.user(user.id), user);
  client.setQueryData(changesKeys.ofUser(user.id), { pages: [history], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>{titleOf(user)}</PageTitle>
      <UserScreen userId={user.id} member={{ id: context.actor.memberId, role: context.actor.role }} />
    </HydrationBoundary>
  );
}

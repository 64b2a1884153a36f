import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { UserScreen } from '#components/tags/user-screen.tsx';
import { pageContext } from '#lib/auth/page-context.ts';
import { changesKeys } from '#lib/changes/keys.ts';
import { listUserHistory } from '#lib/changes/list-user-history.ts';
import { findUser } from '#lib/users/find-user.ts';
import { usersKeys } from '#lib/users/keys.ts';
import { titleOf } from '#lib/users/list-schemas.ts';

type Props = { params: Promise<{ userId: string }> };

const historyPageSize = 30;

/** The title and the page ask for the same user: it is read once per request. */
const userOf = cache(async (userId: number) => (await findUser(await pageContext(), userId)) ?? notFound());

async function idOf(params: Props['params']): Promise<number> {
  const { userId } = await params;
  return /^[1-9]\d{0,14}$/.test(userId) ? Number(userId) : notFound();
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: titleOf(await userOf(await idOf(params))) };
}

/** One user, rendered on the server with the first page of the history; the browser re-reads by the same keys. */
export default async function UserPage({ params }: Props) {
  const context = await pageContext();
  const userId = await idOf(params);
  const [user, history] = await Promise.all([
    userOf(userId),
    listUserHistory(context, { userId, limit: historyPageSize }),
  ]);
  const client = new QueryClient();
  client.setQueryData(usersKeys.user(user.id), user);
  client.setQueryData(changesKeys.ofUser(user.id), { pages: [history], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <UserScreen userId={user.id} member={{ id: context.actor.memberId, role: context.actor.role }} />
    </HydrationBoundary>
  );
}

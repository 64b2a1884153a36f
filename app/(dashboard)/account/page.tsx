import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { AccountScreen } from '#components/account/account-screen.tsx';
import { accountKeys } from '#lib/account/keys.ts';
import { readAccount } from '#lib/account/read-account.ts';
import { pageContext } from '#lib/auth/page-context.ts';

export const metadata: Metadata = { title: 'Your account' };

/** A member's own account: for everybody who is signed in. */
export default async function AccountPage() {
  const account = await readAccount(await pageContext());
  const client = new QueryClient();
  client.setQueryData(accountKeys.own, account);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AccountScreen initial={account} />
    </HydrationBoundary>
  );
}

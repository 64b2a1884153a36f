import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { AccountScreen } from '#components/account/account-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { readAccount } from '#lib/domain/members/read-account.ts';
import { accountKeys } from '#lib/shared/query-keys.ts';
import { pageContext } from '#lib/web/page-context.ts';

export default async function AccountPage() {
  const account = await readAccount(await pageContext());
  const client = new QueryClient();
  client.setQueryData(accountKeys.own, account);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Your account</PageTitle>
      <AccountScreen initial={account} />
    </HydrationBoundary>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { NotRefreshed } from '#components/data-table/not-refreshed.tsx';
import { readJson } from '#components/read-json.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import type { OwnAccount } from '#lib/shared/account.ts';
import { accountKeys } from '#lib/shared/query-keys.ts';
import { KeysCard } from './keys-card.tsx';
import { NameCard } from './name-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { ThemeCard } from './theme-card.tsx';
import { TwoStepCard } from './two-step-card.tsx';

export function AccountScreen({ initial }: { initial: OwnAccount }) {
  const {
    data: account = initial,
    error,
    dataUpdatedAt,
  } = useQuery({
    queryKey: accountKeys.own,
    queryFn: ({ signal }) => readJson<OwnAccount>('/api/account', signal),
  });
  return (
    <>
      <PageHeader title="Your account">
        <p className="min-w-0 truncate text-12 text-fg-3">
          {account.email} · {account.role}
        </p>
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-180 flex-col gap-3 p-4">
          {error && <NotRefreshed error={error} dataUpdatedAt={dataUpdatedAt} />}
          <NameCard account={account} />
          <PasswordCard account={account} />
          <TwoStepCard account={account} />
          <SessionsCard sessions={account.sessions} />
          <ThemeCard />
          <KeysCard />
        </div>
      </div>
    </>
  );
}

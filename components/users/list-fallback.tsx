'use client';

import Link from 'next/link';
import { useZone } from '#components/history/use-zone.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { useClock } from '#components/ui/clock.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { dayOf } from '#lib/shared/days.ts';
import { can } from '#lib/shared/permissions.ts';
import { SearchOffers } from './search/search-offers.tsx';
import { isPlainSearch, namesDay } from './use-settled-filter.ts';

interface ListFallbackProps {
  /** Matches nobody; null: it has a mistake. */
  q: string | null;
  error: Error | null;
  /** It names only unknown things. */
  isUnknown: boolean;
  role: string;
  onRetry: () => void;
  onFilter: (text: string) => void;
  /** Enter was pressed in the search box. */
  isEntered: boolean;
}

export function ListFallback(props: ListFallbackProps) {
  const { q, error, isUnknown, role, onRetry, onFilter } = props;
  const clear = <Button onClick={() => onFilter('')}>Clear the filter</Button>;
  const zone = useZone();
  const today = useClock((now) => dayOf(now, zone));
  if (error) {
    return (
      <ErrorState title="The list could not be read" onRetry={onRetry}>
        {error.message}
      </ErrorState>
    );
  }
  if (q === null) {
    return (
      <EmptyState title="This filter has a mistake" actions={clear}>
        The line above says where. Rows show as soon as it is corrected.
      </EmptyState>
    );
  }
  if (q !== '') {
    return (
      <EmptyState title="No users match" actions={clear}>
        {isUnknown
          ? 'This filter cannot fit anybody as it stands: the line above says why.'
          : 'No user fits this filter. Names, e-mails and ids are searched for any part of them.'}
        {namesDay(q) && ` A day is one in ${zone}, where it is ${today} now.`}
        {/\bchanged-by:/i.test(q) && ' After “changed-by:” stands the address with which a member signs in.'}
        <SearchOffers q={isPlainSearch(q) ? q : ''} isEntered={props.isEntered} onFilter={onFilter} />
      </EmptyState>
    );
  }
  return <NoUsersYet role={role} />;
}

function NoUsersYet({ role }: { role: string }) {
  const [mayImport, mayCreate] = [can(role, 'users:import'), can(role, 'users:create')];
  const mayPull = can(role, 'pulls:write');
  return (
    <EmptyState
      title="No users yet"
      actions={
        <>
          {mayPull && (
            <Link href="/providers" className={buttonClass({ look: 'primary' })}>
              Pull from the providers
            </Link>
          )}
          {mayImport && (
            <Link href="/users/import" className={buttonClass({ look: mayPull ? 'default' : 'primary' })}>
              Import a file
            </Link>
          )}
          {mayCreate && (
            <Link href="/users/new" className={buttonClass({ look: mayImport ? 'default' : 'primary' })}>
              New user
            </Link>
          )}
        </>
      }
    >
      Users come from what the providers list, from a CSV file, or one by one.
    </EmptyState>
  );
}

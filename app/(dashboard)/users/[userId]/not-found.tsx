import Link from 'next/link';
import { PageTitle } from '#components/shell/page-title.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** The address names nobody. */
export default function NoSuchUser() {
  return (
    <>
      <PageTitle>No such user</PageTitle>
      <EmptyState
        title="There is no such user"
        actions={
          <Link href="/users" className={buttonClass()}>
            All users
          </Link>
        }
      >
        The address may be mistyped, or the user belongs to another installation.
      </EmptyState>
    </>
  );
}

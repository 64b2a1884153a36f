import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** The address names nobody. */
export default function NoSuchUser() {
  return (
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
  );
}

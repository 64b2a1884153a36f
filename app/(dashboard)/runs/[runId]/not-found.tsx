import Link from 'next/link';
import { PageTitle } from '#components/shell/page-title.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** The address names no run. */
export default function NoSuchRun() {
  return (
    <>
      <PageTitle>No such run</PageTitle>
      <EmptyState
        title="There is no such run"
        actions={
          <Link href="/runs" className={buttonClass()}>
            All runs
          </Link>
        }
      >
        The address may be mistyped, or the run belongs to another installation.
      </EmptyState>
    </>
  );
}

import type { Route } from 'next';
import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageTitle } from './page-title.tsx';

/** `noun`: “user”; `all`: the list of those there are. */
export function NoSuch({ noun, all }: { noun: string; all: Route }) {
  const title = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} not found`;
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <EmptyState
        title={title}
        actions={
          <Link href={all} className={buttonClass()}>
            All {noun}s
          </Link>
        }
      >
        The address may be mistyped, or the {noun} belongs to another installation.
      </EmptyState>
    </>
  );
}

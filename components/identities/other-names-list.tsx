import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { OtherNamePage } from '#lib/shared/identities.ts';
import { identitiesKeys } from '#lib/shared/query-keys.ts';
import { TakeOver } from './take-over.tsx';

/** Names and e-mails that providers give otherwise. */
export function OtherNamesList({ mayTake }: { mayTake: boolean }) {
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: identitiesKeys.otherNames,
    queryFn: ({ pageParam, signal }) =>
      readJson<OtherNamePage>(`/api/identities/other-names?after=${pageParam}`, signal),
    initialPageParam: 0,
    getNextPageParam: ({ nextAfter }) => nextAfter,
  });
  if (error)
    return (
      <ErrorState title="This list could not be read" retrying={isFetching} onRetry={() => void refetch()}>
        {error.message}
      </ErrorState>
    );
  if (!data) return <p className="p-4 text-fg-3">Reading…</p>;
  const rows = data.pages.flatMap((page) => page.rows);
  if (rows.length === 0)
    return (
      <EmptyState title="No differences">
        Where a pull reads another name or e-mail than the one here, it is listed.
      </EmptyState>
    );
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <ul aria-label="Names that differ">
        {rows.map(({ userId, title, provider, name, email }) => (
          <li
            key={`${userId} ${provider}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2"
          >
            <Link
              href={`/users/${userId}`}
              prefetch={false}
              className="min-w-0 flex-1 rounded-mark font-medium text-fg underline-offset-2 wrap-anywhere hover:underline"
            >
              <Verbatim>{title}</Verbatim>
            </Link>
            <span className="flex items-center gap-1.5 text-12 text-fg-2">
              <ProviderMark provider={provider} />
              {capabilitiesOf(provider).label} has
            </span>
            {[
              { part: 'name' as const, text: name },
              { part: 'email' as const, text: email },
            ].map(
              ({ part, text }) =>
                text !== null && (
                  <span key={part} className="flex items-center gap-2">
                    <Verbatim className="wrap-anywhere">{text}</Verbatim>
                    {mayTake && <TakeOver {...{ userId, provider, part, text }} />}
                  </span>
                ),
            )}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className="p-3">
          <Button busy={isFetching} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

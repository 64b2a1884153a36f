import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { DecidedCase, Verdict } from '#lib/shared/identities.ts';
import { identitiesKeys } from '#lib/shared/query-keys.ts';
import { kindWords } from './case-words.ts';

const words = {
  merged: { list: 'Merged', undo: 'Unmerge', by: 'merged by', empty: 'Nobody is merged.' },
  'not-same': {
    list: 'Not the same',
    undo: 'Ask again',
    by: 'decided by',
    empty: 'Nobody was said to be somebody else.',
  },
} as const satisfies Record<Verdict, object>;

/** What was decided, the newest first, each with its undo. */
export function DecidedList({
  verdict,
  mayDecide,
  busy,
  onUndo,
}: {
  verdict: Verdict;
  mayDecide: boolean;
  busy: boolean;
  onUndo: (decided: DecidedCase, title: string) => void;
}) {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: identitiesKeys.decided(verdict),
    queryFn: ({ signal }) =>
      readJson<DecidedCase[]>(`/api/identities/decided?${new URLSearchParams({ verdict })}`, signal),
  });
  const said = words[verdict];
  if (error)
    return (
      <ErrorState title="This list could not be read" retrying={isFetching} onRetry={() => void refetch()}>
        {error.message}
      </ErrorState>
    );
  if (!data) return <p className="p-4 text-fg-3">Reading…</p>;
  if (data.length === 0) return <EmptyState title={said.list}>{said.empty}</EmptyState>;
  return (
    <ul aria-label={said.list} className="min-h-0 flex-1 overflow-auto">
      {data.map((decided) => {
        const title = decided.users.map((user) => user.title).join(' and ');
        return (
          <li
            key={decided.id}
            className="flex items-center gap-3 border-b border-line px-4 py-2 phone:flex-wrap"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-medium wrap-anywhere">
                {decided.users.map((user, at) => (
                  <span key={user.id}>
                    {at > 0 && ' and '}
                    <Link
                      href={`/users/${user.id}`}
                      prefetch={false}
                      className="rounded-mark text-fg underline-offset-2 hover:underline"
                    >
                      <Verbatim>{user.title}</Verbatim>
                    </Link>
                  </span>
                ))}
              </span>
              <span className="block text-12 text-fg-3 wrap-anywhere">
                {said.by} <Verbatim>{decided.by}</Verbatim> <RelativeTime at={decided.at} suffix="ago" />
                {decided.kind !== null && ` · ${kindWords[decided.kind]}`}
                {decided.email !== '' && (
                  <>
                    {' · '}
                    <Verbatim>{decided.email}</Verbatim>
                  </>
                )}
              </span>
            </span>
            {mayDecide && (
              <Button
                size="small"
                busy={busy}
                aria-label={`${said.undo}: ${title}`}
                onClick={() => onUndo(decided, title)}
              >
                {said.undo}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

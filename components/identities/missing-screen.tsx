'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import { DisabledUntilHydrated } from '#components/ui/disabled-until-hydrated.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { replanRun } from '#lib/actions/runs.ts';
import { linkIdentity } from '#lib/actions/users.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { IdCandidate, MissingPage, MissingUser } from '#lib/shared/identities.ts';
import { can } from '#lib/shared/permissions.ts';
import { identitiesKeys, runsKeys } from '#lib/shared/query-keys.ts';
import { askProvider, Candidates } from './find-ids.tsx';
import { FindIdsButton } from './find-ids-button.tsx';
import { useIdentityAct } from './use-cases.ts';

const group = 'Missing ids';

type Props = { run: number; without: ProviderId; role: string };

/** Those of a plan who lack an id at a provider: found by e-mail there, linked by a key. */
export function MissingScreen({ run, without, role }: Props) {
  const { label } = capabilitiesOf(without);
  const { data, error, refetch, isFetching } = useMissing(run, without);
  const client = useQueryClient();
  const [chosen, setChosen] = useState<number | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const router = useRouter();
  const act = useIdentityAct<unknown>();
  const replan = useIdentityAct<{ runId: number }>();
  const mayLink = can(role, 'users:create');
  const users = data?.users ?? [];
  const current = users.find(({ id }) => id === chosen) ?? users[0] ?? null;
  const found = useFound(without, mayLink ? current : null);
  const free = found.data?.candidates.filter(({ holder }) => holder === null) ?? [];

  const step = (by: number) => {
    const next = users[users.findIndex(({ id }) => id === current?.id) + by];
    if (next) setChosen(next.id);
  };
  const link = async (user: MissingUser, { externalId }: IdCandidate) => {
    const at = users.findIndex(({ id }) => id === user.id);
    const next = (users[at + 1] ?? users[at - 1])?.id ?? null;
    const isDone = await act
      .mutateAsync(() => linkIdentity({ userId: user.id, provider: without, externalId }))
      .then(
        () => true,
        () => false,
      );
    if (!isDone) return;
    setDone(`${user.title} is ${externalId} at ${label}.`);
    setChosen(next);
    void client.invalidateQueries({ queryKey: runsKeys.all });
  };
  const updatePlan = async () => {
    const fresh = await replan.mutateAsync(() => replanRun({ runId: run })).catch(() => null);
    if (!fresh) return;
    void client.invalidateQueries({ queryKey: runsKeys.all });
    router.push(`/runs/${fresh.runId}` as Route);
  };
  useHotkeys([
    { keys: 'j', label: 'Next user', group, run: () => step(1) },
    { keys: 'k', label: 'User before', group, run: () => step(-1) },
    ...(mayLink
      ? [
          {
            keys: 'l',
            label: 'Link what was found',
            group,
            run: () => {
              const [only] = free;
              if (current && only && free.length === 1 && !act.isPending) void link(current, only);
            },
          },
        ]
      : []),
  ]);

  return (
    <DisabledUntilHydrated>
      <PageHeader title="Identities" back={{ label: `Run ${run}`, href: `/runs/${run}` as Route }}>
        <span role="status" className="text-12 text-fg-3 tabular-nums">
          {data ? `${formatCount(data.left)} of run ${run} not in ${label}` : 'Reading…'}
        </span>
      </PageHeader>
      {done !== null && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line bg-sunken px-4 py-1.5 text-fg-2">
          <p role="status" className="min-w-0 flex-1 wrap-anywhere">
            <Verbatim>{done}</Verbatim> Nothing was sent, and the plan is as it was.
          </p>
          {can(role, 'runs:write') && (
            <Button size="small" busy={replan.isPending} onClick={() => void updatePlan()}>
              Update the plan
            </Button>
          )}
        </div>
      )}
      {(act.error ?? replan.error) && (
        <div className="border-b border-line p-3">
          <Alert announce title={(act.error ?? replan.error)?.message ?? ''} />
        </div>
      )}
      {error && (
        <ErrorState title="The users could not be read" retrying={isFetching} onRetry={() => void refetch()}>
          {error.message}
        </ErrorState>
      )}
      {data && current === null && (
        <EmptyState title="Nobody is missing">
          All users of this plan have an id at {label} now.{' '}
          <Link href={`/runs/${run}`} prefetch={false} className="text-accent hover:underline">
            Back to the plan
          </Link>
        </EmptyState>
      )}
      {current && (
        <div className="grid min-h-0 flex-1 grid-cols-[300px_minmax(0,1fr)] phone:block">
          <UserList
            label={`Not in ${label}`}
            users={users}
            more={(data?.left ?? 0) - users.length}
            current={current}
            onChoose={setChosen}
          />
          <section aria-label={current.title} className="flex min-w-0 flex-col gap-3 p-4">
            <div className="flex flex-wrap items-start gap-2">
              <h2 className="min-w-0 flex-1 text-14 font-semibold wrap-anywhere">
                <Link
                  href={`/users/${current.id}`}
                  prefetch={false}
                  className="rounded-mark text-fg underline-offset-2 hover:underline"
                >
                  <Verbatim>{current.title}</Verbatim>
                </Link>
                <span className="block text-12 font-normal text-fg-2">
                  <Verbatim>{current.email || 'No e-mail is known.'}</Verbatim>
                </span>
              </h2>
              {mayLink && (
                <FindIdsButton
                  key={current.id}
                  provider={without}
                  readEmail={() => current.email}
                  takes="Link"
                  onTake={(candidate) => void link(current, candidate)}
                />
              )}
            </div>
            <p className="text-12 text-fg-2">{whatIsAsked(without, current)}</p>
            {found.isFetching && <p role="status" className="text-fg-3">{`Looking at ${label}…`}</p>}
            {found.data && !found.isFetching && (
              <Candidates
                provider={without}
                found={found.data}
                takes="Link"
                focuses={false}
                onTake={(candidate) => void link(current, candidate)}
              />
            )}
            {free.length === 1 && (
              <p className="text-12 text-fg-2 phone:hidden">
                <Kbd keys={['L']} /> links it, <Kbd keys={['J']} /> goes on to the next user.
              </p>
            )}
          </section>
        </div>
      )}
    </DisabledUntilHydrated>
  );
}

function whatIsAsked(provider: ProviderId, { email }: MissingUser): string {
  const { label, findsBy } = capabilitiesOf(provider);
  if (findsBy.length === 0) return `${label} cannot be asked for anybody: enter the id on the user’s page.`;
  if (!findsBy.includes('email')) return `${label} can be asked by reference only: press “Find…”.`;
  return email === ''
    ? `${label} can be asked by other means: press “Find…”.`
    : `${label} was asked by e-mail.`;
}

function UserList({
  label,
  users,
  more,
  current,
  onChoose,
}: {
  label: string;
  users: readonly MissingUser[];
  more: number;
  current: MissingUser;
  onChoose: (id: number) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-user="${current.id}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current.id]);
  return (
    <div className="min-h-0 overflow-auto border-e border-line phone:max-h-60 phone:border-e-0 phone:border-b">
      <ul ref={list} aria-label={label}>
        {users.map(({ id, title, email }) => (
          <li key={id} data-user={id} aria-current={id === current.id || undefined}>
            <button
              type="button"
              onClick={() => onChoose(id)}
              className={classNames(
                'flex w-full min-w-0 flex-col border-b border-line px-4 py-2 text-start hover:bg-hover',
                id === current.id && 'bg-selected shadow-[inset_2px_0_0_var(--accent)]',
              )}
            >
              <Verbatim className="max-w-full truncate font-medium">{title}</Verbatim>
              {email !== '' && email !== title && (
                <Verbatim className="max-w-full truncate text-12 text-fg-3">{email}</Verbatim>
              )}
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="px-4 py-2 text-12 text-fg-3">{formatCount(more)} more come up as these are linked.</p>
      )}
    </div>
  );
}

function useMissing(run: number, without: ProviderId) {
  return useQuery({
    queryKey: identitiesKeys.missing(run, without),
    queryFn: ({ signal }) =>
      readJson<MissingPage>(
        `/api/identities/missing?${new URLSearchParams({ run: String(run), without })}`,
        signal,
      ),
  });
}

/** One call for each user that is looked at, kept until the page is left. */
function useFound(provider: ProviderId, user: MissingUser | null) {
  const email = user?.email ?? '';
  return useQuery({
    queryKey: [...identitiesKeys.found(provider), email],
    queryFn: () => askProvider(provider, 'email', email),
    enabled: email !== '' && capabilitiesOf(provider).findsBy.includes('email'),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: false,
    retry: false,
  });
}

'use client';

import Link from 'next/link';
import { useRef, useState } from 'react';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { Alert } from '#components/ui/alert.tsx';
import { formatCount } from '#components/ui/count.ts';
import { DisabledUntilHydrated } from '#components/ui/disabled-until-hydrated.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { decideCase, undoUserAct } from '#lib/actions/identities.ts';
import type { ShownCase } from '#lib/shared/identities.ts';
import { can } from '#lib/shared/permissions.ts';
import { type Done, DoneBar } from './act-status.tsx';
import { CaseList } from './case-list.tsx';
import { CasePane, type CasePaneKeys } from './case-pane.tsx';
import { caseTitle, isPair } from './case-words.ts';
import { useCases, useIdentityAct } from './use-cases.ts';
import type { Merged } from './use-merge.ts';

const group = 'Identities';

export function IdentitiesScreen({ role }: { role: string }) {
  const { data, error, refetch, isFetching } = useCases();
  const [chosen, setChosen] = useState<number | null>(null);
  // Its “Merge” was pressed in the list, before it was shown.
  const [pressed, setPressed] = useState<number | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const act = useIdentityAct<unknown>();
  const pane = useRef<CasePaneKeys>(null);
  const mayDecide = can(role, 'users:merge');

  const cases = data?.cases.filter(({ kind }) => kind !== 'shared-email') ?? [];
  const shared = data?.cases.filter(({ kind }) => kind === 'shared-email') ?? [];
  const current = cases.find(({ id }) => id === chosen) ?? cases[0] ?? null;
  const total = Object.entries(data?.counts ?? {}).reduce(
    (sum, [kind, count]) => (kind === 'shared-email' ? sum : sum + count),
    0,
  );

  const goOn = (from: ShownCase) => {
    const at = cases.findIndex(({ id }) => id === from.id);
    setChosen((cases[at + 1] ?? cases[at - 1])?.id ?? null);
  };
  const step = (by: number) => {
    const at = cases.findIndex(({ id }) => id === current?.id);
    const next = cases[at + by];
    if (next) setChosen(next.id);
  };
  const decide = async (about: ShownCase, verdict: 'not-same' | 'later') => {
    const isDone = await act
      .mutateAsync(() => decideCase({ caseId: about.id, verdict }))
      .then(
        () => true,
        () => false,
      );
    if (!isDone) return;
    goOn(about);
    if (verdict === 'later') return setDone({ words: `${caseTitle(about)}: later.`, undo: null });
    setDone({
      words: `${caseTitle(about)}: not the same. It is not asked again.`,
      undo: () => decideCase({ caseId: about.id, verdict: 'open' }),
    });
  };
  const merged = (about: ShownCase, { actId, words }: Merged) => {
    goOn(about);
    setDone({ words, undo: () => undoUserAct({ actId }) });
  };
  const undo = async (by: NonNullable<Done['undo']>) => {
    const isDone = await act.mutateAsync(by).then(
      () => true,
      () => false,
    );
    if (isDone) setDone({ words: 'Undone: everything is as it was.', undo: null });
  };

  useHotkeys([
    { keys: 'j', label: 'Next case', group, run: () => step(1) },
    { keys: 'k', label: 'Case before', group, run: () => step(-1) },
    ...(mayDecide
      ? [
          { keys: 'm', label: 'Merge', group, run: () => pane.current?.merge() },
          {
            keys: 'n',
            label: 'Not the same',
            group,
            run: () => void (current && !act.isPending && decide(current, 'not-same')),
          },
          {
            keys: 's',
            label: 'Later',
            group,
            run: () => void (current && !act.isPending && decide(current, 'later')),
          },
          { keys: 'u', label: 'Undo', group, run: () => void (done?.undo && undo(done.undo)) },
        ]
      : []),
  ]);

  if (!data) {
    return (
      <>
        <PageHeader title="Identities" />
        {error && (
          <ErrorState
            title="The cases could not be read"
            retrying={isFetching}
            onRetry={() => void refetch()}
          >
            {error.message}
          </ErrorState>
        )}
      </>
    );
  }
  return (
    <DisabledUntilHydrated>
      <PageHeader title="Identities">
        <span role="status" className="text-12 text-fg-3 tabular-nums">
          {formatCount(total)} {total === 1 ? 'case' : 'cases'}
        </span>
      </PageHeader>
      {done && <DoneBar done={done} busy={act.isPending} onUndo={undo} />}
      {act.error && (
        <div className="border-b border-line p-3">
          <Alert announce title={act.error.message} />
        </div>
      )}
      {current === null ? (
        <EmptyState title="No cases">
          When two users may be one person, or an id is not known at its provider, it is listed here.
        </EmptyState>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[300px_minmax(0,1fr)] phone:block">
          <CaseList
            cases={cases}
            counts={data.counts}
            current={current}
            mayDecide={mayDecide}
            busy={act.isPending}
            onChoose={({ id }) => setChosen(id)}
            onMerge={(about) => {
              if (about.id === current.id) return pane.current?.merge();
              setChosen(about.id);
              setPressed(about.id);
            }}
            onDecide={(about, verdict) => void decide(about, verdict)}
          />
          <CasePane
            key={current.id}
            ref={pane}
            about={current}
            mayDecide={mayDecide && isPair(current)}
            isPressed={pressed === current.id}
            onPressed={() => setPressed(null)}
            onMerged={(result) => merged(current, result)}
          />
        </div>
      )}
      {shared.length > 0 && (
        <section aria-label="Shared e-mails" className="border-t border-line px-4 py-2 text-12 text-fg-2">
          <h2 className="inline font-medium">Shared by more than two, so never offered as one person: </h2>
          <ul className="inline">
            {shared.map(({ id, about }) => (
              <li key={id} className="me-2 inline">
                <Link
                  href={`/users?q=${encodeURIComponent(about.email ?? '')}`}
                  prefetch={false}
                  className="rounded-mark text-accent hover:underline"
                >
                  {about.email}
                </Link>{' '}
                <span className="text-fg-3 tabular-nums">({about.count})</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </DisabledUntilHydrated>
  );
}

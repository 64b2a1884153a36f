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
import { Segmented } from '#components/ui/segmented.tsx';
import { decideCase, undoUserAct } from '#lib/actions/identities.ts';
import type { CaseList as Cases, DecidedCase, ShownCase, Verdict } from '#lib/shared/identities.ts';
import { can } from '#lib/shared/permissions.ts';
import { type Done, DoneBar } from './act-status.tsx';
import { CaseList } from './case-list.tsx';
import { CasePane, type CasePaneKeys } from './case-pane.tsx';
import { caseTitle, isPair } from './case-words.ts';
import { DecidedList } from './decided-list.tsx';
import { OtherNamesList } from './other-names-list.tsx';
import { useCases, useIdentityAct } from './use-cases.ts';
import type { Merged } from './use-merge.ts';

const group = 'Identities';

type Tab = 'open' | 'later' | 'names' | Verdict;

function countAll(counts: Cases['counts'] = {}): number {
  return Object.entries(counts).reduce(
    (sum, [kind, count]) => (kind === 'shared-email' ? sum : sum + count),
    0,
  );
}

export function IdentitiesScreen({ role }: { role: string }) {
  const { data, error, refetch, isFetching } = useCases();
  const [tab, setTab] = useState<Tab>('open');
  const [chosen, setChosen] = useState<number | null>(null);
  // Its “Merge” was pressed in the list, before it was shown.
  const [pressed, setPressed] = useState<number | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const act = useIdentityAct<unknown>();
  const pane = useRef<CasePaneKeys>(null);
  const mayDecide = can(role, 'users:merge');

  const cases =
    data?.cases.filter(({ kind, isLater }) => kind !== 'shared-email' && isLater === (tab === 'later')) ?? [];
  const shared = data?.cases.filter(({ kind }) => kind === 'shared-email') ?? [];
  const current = cases.find(({ id }) => id === chosen) ?? cases[0] ?? null;
  const total = countAll(data?.counts);
  const isDecided = tab === 'merged' || tab === 'not-same';
  const isCases = tab === 'open' || tab === 'later';

  const goOn = (from: ShownCase) => {
    const at = cases.findIndex(({ id }) => id === from.id);
    setChosen((cases[at + 1] ?? cases[at - 1])?.id ?? null);
  };
  const step = (by: number) => {
    const at = cases.findIndex(({ id }) => id === current?.id);
    const next = cases[at + by];
    if (next) setChosen(next.id);
  };
  const decide = async (about: ShownCase, verdict: 'not-same' | 'later' | 'open') => {
    const isDone = await act
      .mutateAsync(() => decideCase({ caseId: about.id, verdict }))
      .then(
        () => true,
        () => false,
      );
    setRefusal(null);
    if (!isDone) return;
    goOn(about);
    if (verdict === 'open') return setDone({ words: `${caseTitle(about)}: open again.`, undo: null });
    if (verdict === 'later')
      return setDone({
        words: `${caseTitle(about)}: later.`,
        undo: () => decideCase({ caseId: about.id, verdict: 'open' }),
      });
    setDone({
      words: `${caseTitle(about)}: not the same. It is not asked again.`,
      undo: () => decideCase({ caseId: about.id, verdict: 'open' }),
    });
  };
  const merged = (about: ShownCase, { actId, words }: Merged) => {
    goOn(about);
    setRefusal(null);
    setDone({ words, undo: () => undoUserAct({ actId }) });
  };
  const takeBack = async (decided: DecidedCase, title: string) => {
    const by = () =>
      tab === 'merged'
        ? undoUserAct({ actId: decided.id })
        : decideCase({ caseId: decided.id, verdict: 'open' });
    const isDone = await act.mutateAsync(by).then(
      () => true,
      () => false,
    );
    if (!isDone) return;
    const outcome = tab === 'merged' ? 'two users again, as they were.' : 'open again.';
    setDone({ words: `${title}: ${outcome}`, undo: null });
  };
  const undo = async (by: NonNullable<Done['undo']>) => {
    const isDone = await act.mutateAsync(by).then(
      () => true,
      () => false,
    );
    if (isDone) setDone({ words: 'Undone: everything is as it was.', undo: null });
  };

  const isShown = (about: ShownCase | null): about is ShownCase =>
    about !== null && isCases && !act.isPending;

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
            run: () => void (isShown(current) && decide(current, 'not-same')),
          },
          {
            keys: 's',
            label: 'Later',
            group,
            run: () => void (isShown(current) && tab === 'open' && decide(current, 'later')),
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
      <div className="flex shrink-0 border-b border-line px-4 py-1.5">
        <Segmented
          label="Show"
          value={tab}
          onValueChange={(next) => {
            setTab(next);
            setChosen(null);
          }}
          options={[
            { value: 'open', label: 'Open', count: formatCount(total) },
            { value: 'later', label: 'Later', count: formatCount(countAll(data.later)) },
            { value: 'merged', label: 'Merged' },
            { value: 'not-same', label: 'Not the same' },
            { value: 'names', label: 'Names' },
          ]}
        />
      </div>
      {done && <DoneBar done={done} busy={act.isPending} onUndo={undo} />}
      {(refusal ?? act.error) && (
        <div className="border-b border-line p-3">
          <Alert announce title={refusal ?? act.error?.message ?? ''} />
        </div>
      )}
      {isDecided && (
        <DecidedList
          key={tab}
          verdict={tab}
          mayDecide={mayDecide}
          busy={act.isPending}
          onUndo={(decided, title) => void takeBack(decided, title)}
        />
      )}
      {tab === 'names' && <OtherNamesList mayTake={can(role, 'users:edit')} />}
      {isCases && current === null && (
        <EmptyState title={tab === 'later' ? 'Nothing is put off' : 'No cases'}>
          {tab === 'later'
            ? 'What you put off with “Later” waits here.'
            : 'When two users may be one person, or an id is not known at its provider, it is listed here.'}
        </EmptyState>
      )}
      {isCases && current !== null && (
        <div className="grid min-h-0 flex-1 grid-cols-[300px_minmax(0,1fr)] phone:block">
          <CaseList
            cases={cases}
            counts={tab === 'later' ? data.later : data.counts}
            isLater={tab === 'later'}
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
            onRefused={setRefusal}
          />
        </div>
      )}
      {shared.length > 0 && tab === 'open' && (
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

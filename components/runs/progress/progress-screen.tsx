'use client';

import Link from 'next/link';
import { useRef, useState } from 'react';
import { PageHeader } from '#components/shell/page-header.tsx';
import { countOf } from '#components/ui/count.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { can } from '#lib/shared/permissions.ts';
import type { RunCause, RunDetail } from '#lib/shared/runs.ts';
import { firstResults, type ResultFilter } from '../list-filters.ts';
import type { ProviderStates } from '../new-run/operation-cards.tsx';
import { RunPill } from '../run-pill.tsx';
import { RunSourceText } from '../run-source-text.tsx';
import { CauseList } from './cause-list.tsx';
import { useRunNews } from './news.ts';
import { ProviderList } from './provider-list.tsx';
import { RestNote } from './rest-note.tsx';
import { ResultsTable } from './results-table.tsx';
import { type RetryChoice, RetryDialog } from './retry-dialog.tsx';
import { RunActions } from './run-actions.tsx';
import { RunTotals } from './run-totals.tsx';
import { type SettleChoice, SettleDialog } from './settle-dialog.tsx';
import { useFreshResults } from './use-results.ts';
import { useRunActions } from './use-run-actions.ts';

interface ProgressScreenProps {
  run: RunDetail;
  role: string;
  states: ProviderStates;
}

export function ProgressScreen({ run, role, states }: ProgressScreenProps) {
  const mayRun = can(role, 'runs:write');
  const actions = useRunActions(run);
  useRunNews(run);
  const moves = run.status === 'running' || run.status === 'paused';
  useFreshResults(run);
  const [filter, setFilter] = useState<ResultFilter>(() => firstResults(run.counts));
  const [choice, setChoice] = useState<RetryChoice | null>(null);
  const [settling, setSettling] = useState<SettleChoice | null>(null);
  const results = useRef<HTMLElement>(null);
  const show = ({ outcome, provider, cause }: RunCause) => {
    setFilter({ show: outcome, provider, cause });
    results.current?.scrollIntoView({ block: 'start' });
    results.current?.querySelector('select')?.focus({ preventScroll: true });
  };
  return (
    <>
      <PageHeader
        title={`Run ${run.id}`}
        back={{ label: 'Runs', href: '/runs' }}
        actions={
          (mayRun || run.can.undoAtOnce) && (
            <RunActions run={run} actions={actions} onEdit={() => setChoice({ cause: null })} />
          )
        }
      >
        <RunPill run={run} />
        <p className="truncate text-12 text-fg-3 phone:hidden">
          <Verbatim>{nameStarter(run)}</Verbatim>
          {run.startedAt && <RelativeTime at={run.startedAt} prefix=" · started" suffix="ago" />}
          {run.note !== '' && <Verbatim> · {run.note}</Verbatim>}
        </p>
      </PageHeader>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto phone:overflow-visible">
        <div className="flex items-start justify-between gap-x-8 gap-y-2 px-4 pt-3.5 pb-3 phone:flex-col">
          <div className="min-w-0">
            <h2 className="text-16 font-semibold tracking-lead wrap-anywhere">
              <Verbatim>{run.name || run.title}</Verbatim>
            </h2>
            <p className="text-12 text-fg-2">
              <RunSourceText run={run} />
              {run.name !== '' && <span className="wrap-anywhere">. {run.title}</span>}
            </p>
            {moves && (
              <p className="text-12 text-fg-2">
                You can leave: it goes on with the browser closed, and after a restart.
              </p>
            )}
            {run.stillCarried && (
              <p className="text-12 text-warn">
                {countOf(run.stillCarried.users, 'user')} had it given since, or still{' '}
                {run.stillCarried.users === 1 ? 'carries' : 'carry'} it:{' '}
                <Link
                  href={`/tags/${run.stillCarried.tagId}`}
                  prefetch={false}
                  className="rounded-mark text-accent underline underline-offset-2"
                >
                  open the tag
                </Link>
              </p>
            )}
            {run.undoneBy !== null && (
              <p className="text-12 text-fg-2">
                Taken back by{' '}
                <Link
                  href={`/runs/${run.undoneBy}`}
                  className="rounded-mark text-accent underline underline-offset-2"
                >
                  run {run.undoneBy}
                </Link>
              </p>
            )}
          </div>
          <RunTotals run={run} />
        </div>
        {run.rest && <RestNote run={run} rest={run.rest} />}
        <ProviderList run={run} actions={mayRun ? actions : null} />
        <CauseList
          run={run}
          moves={moves}
          actions={mayRun ? actions : null}
          onShow={show}
          onEdit={(cause) => setChoice({ cause })}
          onSettle={setSettling}
        />
        <ResultsTable
          run={run}
          moves={moves}
          mayExport={can(role, 'users:export')}
          filter={filter}
          onFilter={setFilter}
          ref={results}
        />
      </div>
      {settling && (
        <SettleDialog runId={run.id} choice={settling} actions={actions} onClose={() => setSettling(null)} />
      )}
      {choice && (
        <RetryDialog
          run={run}
          choice={choice}
          states={states}
          actions={actions}
          onClose={() => setChoice(null)}
        />
      )}
    </>
  );
}

/** The planner, where the starter was not recorded. */
function nameStarter({ starter, mine, actor }: RunDetail): string {
  const isMe = starter?.isMe ?? mine;
  return isMe ? 'You' : (starter?.name ?? actor);
}

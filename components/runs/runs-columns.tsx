import Link from 'next/link';
import type { Column } from '#components/data-table/columns.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { formatCount } from '#components/ui/count.ts';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { RunSummary } from '#lib/shared/runs.ts';
import { formatOutcomes, outcomeSegments } from './outcomes.ts';
import { RunPill } from './run-pill.tsx';
import { hasOnlyPlan } from './run-state.ts';
import { percentOf } from './words.ts';

export function runColumns(narrow: boolean): Column<RunSummary>[] {
  const run: Column<RunSummary> = {
    id: 'run',
    head: 'Run',
    width: 'minmax(140px, 2fr)',
    rowHeader: true,
    skeleton: '70%',
    cell: (run) => <RunLink run={run} />,
  };
  const status: Column<RunSummary> = {
    id: 'status',
    head: 'Status',
    width: narrow ? '122px' : '164px',
    skeleton: '60px',
    cell: (run) => <RunPill run={run} brief={narrow} />,
  };
  const progress: Column<RunSummary> = {
    id: 'progress',
    head: 'Progress',
    width: narrow ? '72px' : 'minmax(150px, 1fr)',
    skeleton: '90%',
    cell: (run) => <Progress run={run} narrow={narrow} />,
  };
  if (narrow) return [run, status, progress];
  return [
    run,
    status,
    progress,
    {
      id: 'changes',
      head: 'Changes',
      width: '96px',
      align: 'end',
      skeleton: '40px',
      cell: (run) => (run.plannedAt === null ? '–' : formatCount(run.changes)),
    },
    {
      id: 'providers',
      head: 'Providers',
      width: '96px',
      skeleton: '50px',
      cell: (run) => (
        <span className="flex items-center gap-1.5">
          {run.providers.map(({ provider }) => (
            <ProviderMark key={provider} provider={provider} name={capabilitiesOf(provider).label} />
          ))}
        </span>
      ),
    },
    {
      id: 'who',
      head: 'By',
      width: '132px',
      skeleton: '70%',
      cell: (run) => <Verbatim className="truncate text-fg-2">{run.mine ? 'You' : run.actor}</Verbatim>,
    },
    {
      id: 'when',
      head: 'Last step',
      width: '104px',
      align: 'end',
      skeleton: '40px',
      cell: (run) => (
        <RelativeTime
          at={run.endedAt ?? run.startedAt ?? run.startAt ?? run.createdAt}
          className="text-12 text-fg-3"
        />
      ),
    },
  ];
}

function RunLink({ run }: { run: RunSummary }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <Link
        href={`/runs/${run.id}`}
        prefetch={false}
        className="min-w-0 truncate rounded-mark text-fg hover:text-accent"
      >
        <Verbatim>{run.name || run.title}</Verbatim>
      </Link>
      <span className="shrink-0 text-12 font-normal text-fg-3 tabular-nums">{run.id}</span>
    </span>
  );
}

function Progress({ run, narrow }: { run: RunSummary; narrow: boolean }) {
  if (hasOnlyPlan(run.status)) return <span className="text-fg-3">–</span>;
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2">
      {!narrow && (
        <ProgressMeter
          label={`Run ${run.id}`}
          valueText={formatOutcomes(run.counts, run.changes)}
          segments={outcomeSegments(run.counts)}
          total={run.changes}
          className="min-w-12 flex-1"
        />
      )}
      <span className="w-11 shrink-0 text-end text-12 text-fg-2 tabular-nums">
        {percentOf(run.done, run.changes)} %
      </span>
    </span>
  );
}

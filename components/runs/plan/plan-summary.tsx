import { Lock } from 'lucide-react';
import { classNames } from '#components/ui/class-names.ts';
import { countOf, formatCount } from '#components/ui/count.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { RunDetail } from '#lib/shared/runs.ts';
import { LocalTime } from '../local-time.tsx';
import { RunSourceText } from '../run-source-text.tsx';
import { formatDuration } from '../words.ts';

interface PlanSummaryProps {
  run: RunDetail;
  slowestMs: number;
  toChoose: number;
}

export function PlanSummary({ run, slowestMs, toChoose }: PlanSummaryProps) {
  const hasPlan = run.plannedAt !== null;
  const calls = run.providers.reduce((sum, { plan }) => sum + plan.calls, 0);
  const totals: [string, string][] = [
    ['Changes', formatCount(run.changes)],
    ...(toChoose > 0 ? [['To choose', formatCount(toChoose)] as [string, string]] : []),
    ['Calls', formatCount(calls)],
    ['Finished in about', run.changes === 0 ? '–' : formatDuration(slowestMs)],
  ];
  return (
    <div className="flex items-start justify-between gap-x-8 gap-y-2 px-4 pt-3.5 pb-3 phone:flex-col">
      <div className="min-w-0">
        <h2 className="text-16 font-semibold tracking-lead wrap-anywhere">
          <Verbatim>{run.name || run.title}</Verbatim>
        </h2>
        {run.name !== '' && <p className="text-12 text-fg-2 wrap-anywhere">{run.title}</p>}
        <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-12 text-fg-2">
          <RunSourceText run={run} />
          <span>
            · planned by <Verbatim>{run.mine ? 'you' : run.actor}</Verbatim>{' '}
            <RelativeTime at={run.plannedAt ?? run.createdAt} suffix="ago" />
          </span>
        </p>
        {hasPlan && (
          <p className="mt-0.5 flex items-center gap-1.5 text-12 text-fg-3">
            <Lock aria-hidden strokeWidth={1.5} className="size-3.5" />
            The run touches exactly these {countOf(run.users, 'user')}, whoever joins or leaves later.
          </p>
        )}
        {run.status === 'scheduled' && run.startAt !== null && (
          <p role="status" className="mt-1 font-medium">
            Starts by itself <RelativeTime at={run.startAt} />, on <LocalTime at={run.startAt} own />.
          </p>
        )}
      </div>
      {hasPlan && (
        <dl className="flex shrink-0 gap-7 phone:w-full phone:justify-between">
          {totals.map(([label, text]) => (
            <div key={label} className="text-end phone:text-start">
              <dt className="text-12 whitespace-nowrap text-fg-3">{label}</dt>
              <dd
                className={classNames(
                  'text-16 font-semibold tracking-lead whitespace-nowrap tabular-nums',
                  label === 'To choose' && 'text-danger',
                )}
              >
                {text}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

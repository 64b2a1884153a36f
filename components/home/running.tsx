import Link from 'next/link';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { countDone, formatOutcomes, outcomeSegments } from '#components/runs/outcomes.ts';
import { formatLeft, leftOfRun } from '#components/runs/progress/left.ts';
import { ProviderCounts } from '#components/runs/progress/provider-counts.tsx';
import { RunPill } from '#components/runs/run-pill.tsx';
import { formatRate, percentOf } from '#components/runs/words.ts';
import { formatCount } from '#components/ui/count.ts';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { RunProvider, RunSummary } from '#lib/shared/runs.ts';
import { Section } from './section.tsx';

export function RunningNow({ runs }: { runs: readonly RunSummary[] }) {
  return (
    <Section
      title="Running now"
      note={runs.length > 0 ? runs.length : undefined}
      end={
        <Link href="/runs" className="rounded-mark text-accent hover:underline">
          All runs
        </Link>
      }
      className="border-t border-line"
    >
      {runs.length === 0 && <p className="px-4 pb-4 text-fg-2">Nothing is running.</p>}
      <ul className="empty:hidden">
        {runs.map((run) => (
          <li key={run.id} className="mx-4 border-t border-line pb-2">
            <RunHead run={run} />
            <ul aria-label={`Providers of run ${run.id}`}>
              {run.providers.map((runProvider) => (
                <ProviderLine key={runProvider.provider} runProvider={runProvider} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RunHead({ run }: { run: RunSummary }) {
  const left = leftOfRun(run.providers);
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-2.5 phone:py-1">
      <Link
        href={`/runs/${run.id}`}
        prefetch={false}
        className="flex min-w-0 items-baseline gap-2 rounded-mark hover:text-accent"
      >
        <span className="text-fg-3 tabular-nums">
          <span className="sr-only">Run </span>
          {run.id}
        </span>
        <Verbatim className="min-w-0 truncate font-semibold">{run.name || run.title}</Verbatim>
      </Link>
      <RunPill run={run} />
      <span className="min-w-0 truncate text-12 text-fg-3 phone:hidden">
        <Verbatim>{run.mine ? 'You' : run.actor}</Verbatim>
        {run.startedAt !== null && <RelativeTime at={run.startedAt} prefix=" · started" suffix="ago" />}
      </span>
      <span className="ms-auto text-12 text-fg-2 tabular-nums">
        <b className="font-semibold text-fg">{percentOf(run.done, run.changes)} %</b>
        <span className="ps-2 text-fg-3 phone:hidden">
          {left.label}: {left.text}
        </span>
      </span>
    </div>
  );
}

function ProviderLine({ runProvider }: { runProvider: RunProvider }) {
  const { provider, plan, counts, hold, rate, state } = runProvider;
  const done = countDone(counts);
  const name = providerNames[provider];
  const ended = state === 'finished' || state === 'cancelled';
  return (
    <li
      aria-label={`${name}: ${formatCount(done)} of ${formatCount(plan.change)}`}
      className="grid min-h-7.5 grid-cols-[96px_minmax(60px,1fr)_128px_minmax(0,1.2fr)_56px_92px] items-center gap-x-3 text-12 phone:grid-cols-[96px_minmax(0,1fr)_auto] phone:py-1"
    >
      <span className="flex items-center gap-2 text-13">
        <ProviderMark provider={provider} />
        {name}
      </span>
      <ProgressMeter
        label={name}
        valueText={formatOutcomes(counts, plan.change)}
        segments={outcomeSegments(counts)}
        total={plan.change}
      />
      <span className="text-end tabular-nums phone:hidden">
        <b className="font-medium">{formatCount(done)}</b>
        <span className="text-fg-3"> of {formatCount(plan.change)}</span>
      </span>
      <span className="flex min-w-0 gap-x-3 overflow-hidden whitespace-nowrap tabular-nums phone:col-span-full phone:row-start-2">
        {hold && !ended ? (
          <Verbatim className="truncate text-warn" data-tip={hold.message}>
            {hold.message}
          </Verbatim>
        ) : (
          <ProviderCounts counts={counts} since={null} />
        )}
      </span>
      <span className="text-end text-fg-2 tabular-nums phone:hidden">
        {rate === null || ended || hold ? '' : formatRate(rate)}
      </span>
      <span className="text-end text-fg-2 tabular-nums">{formatLeft(runProvider)}</span>
    </li>
  );
}

'use client';

import { Pause, Play, X } from 'lucide-react';
import { useMemo } from 'react';
import { useOwnZone } from '#components/history/use-zone.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { Pill } from '#components/ui/pill.tsx';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { RunProvider, RunTimeline } from '#lib/shared/runs.ts';
import { countDone, formatOutcomes, outcomeSegments, toneOf } from '../outcomes.ts';
import { formatRate } from '../words.ts';
import { formatLeft } from './left.ts';
import { OutcomeBars } from './outcome-bars.tsx';
import { PauseNote } from './pause-note.tsx';
import { ProviderCounts } from './provider-counts.tsx';
import type { useRunActions } from './use-run-actions.ts';

/** Tracks: provider, progress, changes, timeline, rate, left, buttons. */
export const providerGrid =
  'grid grid-cols-[minmax(130px,184px)_minmax(140px,1fr)_124px_112px_64px_100px_60px] items-center gap-x-4 px-3 ' +
  'narrow:grid-cols-[minmax(120px,150px)_minmax(120px,1fr)_124px_64px_90px_60px] ' +
  'phone:grid-cols-[minmax(0,1fr)_auto_auto] phone:gap-x-2';

interface ProviderRowProps {
  runProvider: RunProvider;
  timeline: RunTimeline | undefined;
  /** null: not permitted. */
  actions: ReturnType<typeof useRunActions> | null;
}

export function ProviderRow({ runProvider, timeline, actions }: ProviderRowProps) {
  const { provider, plan, counts, hold, state, rate } = runProvider;
  const { label } = capabilitiesOf(provider);
  const done = countDone(counts);
  const own = timeline?.providers.find((each) => each.provider === provider);
  const firstErrorAt = own?.firstErrorAt ?? null;
  const clock = useRunClock(timeline?.from ?? null);
  const moves = state === 'running' || state === 'waiting';
  const ended = state === 'finished' || state === 'cancelled';
  return (
    <li
      aria-label={`${label}: ${formatCount(done)} of ${formatCount(plan.change)}`}
      className={`${providerGrid} gap-y-2 border-t border-line py-2 first:border-t-0 phone:gap-y-1.5 phone:py-3`}
    >
      <div className="flex min-w-0 items-center gap-2">
        <ProviderMark provider={provider} />
        <b className="font-semibold">{label}</b>
        <ProviderPill runProvider={runProvider} />
      </div>
      <div className="flex min-w-0 flex-col gap-1 phone:col-span-full phone:row-start-2">
        <ProgressMeter
          label={label}
          valueText={formatOutcomes(counts, plan.change)}
          segments={outcomeSegments(counts)}
          total={plan.change}
        />
        <p className="flex flex-wrap gap-x-3 text-12 tabular-nums">
          <ProviderCounts counts={counts} since={firstErrorAt ? clock(Date.parse(firstErrorAt)) : null} />
        </p>
      </div>
      <p className="text-end tabular-nums phone:row-start-3 phone:text-start">
        <b className="font-semibold">{formatCount(done)}</b>
        <span className="text-fg-3"> of {formatCount(plan.change)}</span>
      </p>
      <div className="narrow:hidden phone:col-span-full phone:row-start-4 phone:block">
        {timeline && own && <OutcomeBars provider={own} timeline={timeline} clock={clock} />}
      </div>
      <p className="text-end tabular-nums phone:col-start-3 phone:row-start-3">
        {rate === null || ended ? <span className="text-fg-3">–</span> : formatRate(hold ? 0 : rate)}
      </p>
      <p className="text-end tabular-nums phone:col-start-2 phone:row-start-1">{formatLeft(runProvider)}</p>
      <div className="flex justify-end phone:col-start-3 phone:row-start-1">
        {actions && moves && (
          <IconButton
            label={`Pause ${label}`}
            size="small"
            busy={actions.busy === `pause ${provider}`}
            icon={<Pause aria-hidden strokeWidth={1.5} className="size-4" />}
            onClick={() => void actions.pause(provider)}
          />
        )}
        {actions && state === 'paused' && (
          <IconButton
            label={`Resume ${label}`}
            size="small"
            busy={actions.busy === `resume ${provider}`}
            icon={<Play aria-hidden strokeWidth={1.5} className="size-4" />}
            onClick={() => void actions.resume(provider)}
          />
        )}
        {actions && !ended && (
          <IconButton
            label={`Cancel remaining ${label} changes`}
            size="small"
            busy={actions.busy === `cancel ${provider}`}
            icon={<X aria-hidden strokeWidth={1.5} className="size-4" />}
            onClick={() => void actions.cancel(provider)}
          />
        )}
      </div>
      {hold && !ended && (
        <PauseNote
          runProvider={runProvider}
          hold={hold}
          busy={actions?.busy === `resume ${provider}`}
          onResume={actions && (() => void actions.resume(provider))}
        />
      )}
    </li>
  );
}

function ProviderPill({ runProvider: { state, hold, counts } }: { runProvider: RunProvider }) {
  if (state === 'paused') return <Pill tone="warn">Paused</Pill>;
  if (state === 'cancelled') return <Pill>Cancelled</Pill>;
  if (state === 'finished') return <Pill tone={toneOf(counts)}>Done</Pill>;
  return hold ? <Pill tone="warn">Waiting</Pill> : null;
}

/** Formats ms in the reader's zone, with the day where it is not today. */
function useRunClock(from: string | null): (at: number) => string {
  const zone = useOwnZone();
  return useMemo(() => {
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short' });
    const isToday = from === null || day.format(new Date(from)) === day.format(new Date());
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      timeStyle: 'medium',
      ...(isToday ? {} : { dateStyle: 'medium' }),
    });
    return (at) => clock.format(at);
  }, [zone, from]);
}

'use client';

import type { ReactNode } from 'react';
import { useClock } from '#components/ui/clock.tsx';
import { formatCount } from '#components/ui/count.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { formatDuration, percentOf } from '../words.ts';
import { leftOfRun } from './left.ts';

export function RunTotals({ run }: { run: RunDetail }) {
  const { startedAt, endedAt, providers } = run;
  const seconds = useClock((now) => {
    if (startedAt === null) return 0;
    return Math.max(0, Math.floor(((endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt)) / 1_000));
  });
  const left = leftOfRun(providers);
  return (
    <dl className="flex shrink-0 gap-x-7 gap-y-1 phone:w-full phone:flex-wrap phone:justify-between phone:gap-x-4">
      <Total label="Done">{percentOf(run.done, run.changes)} %</Total>
      <Total label="Changes">
        {formatCount(run.done)}
        <span className="text-12 font-normal text-fg-3"> of {formatCount(run.changes)}</span>
      </Total>
      <Total label={endedAt ? 'Ran for' : 'Running for'}>{formatDuration(seconds * 1_000)}</Total>
      {endedAt === null && <Total label={left.label}>{left.text}</Total>}
    </dl>
  );
}

function Total({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="text-end phone:text-start">
      <dt className="text-12 whitespace-nowrap text-fg-3">{label}</dt>
      <dd className="text-16 font-semibold tracking-lead whitespace-nowrap tabular-nums">{children}</dd>
    </div>
  );
}

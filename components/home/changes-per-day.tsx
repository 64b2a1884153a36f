'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { readJson } from '#components/read-json.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { providerIds } from '#lib/providers/ids.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { ProviderDays } from '#lib/shared/home.ts';
import { homeKeys } from '#lib/shared/query-keys.ts';
import { DaysChart } from './days-chart.tsx';
import { NotCounted } from './not-counted.tsx';
import { countEveryMs } from './refresh.ts';
import { Section } from './section.tsx';

export const columnsClass = 'grid grid-cols-4 phone:grid-cols-1 phone:gap-y-3 narrow:grid-cols-2';

export function ChangesPerDay() {
  const { data, error, refetch } = useQuery({
    queryKey: homeKeys.days,
    queryFn: ({ signal }) => readJson<ProviderDays[]>('/api/home/days', signal),
    refetchInterval: countEveryMs,
  });
  const [chosen, setChosen] = useState<number | null>(null);
  const last = (data?.[0]?.days.length ?? 1) - 1;
  return (
    <Section title="Changes per day" note="90 days" end={<Legend />} className="border-t border-line">
      {error && !data && <NotCounted error={error} retry={() => void refetch()} />}
      <ul className={columnsClass}>
        {data?.map((own) => (
          <DaysChart
            key={own.provider}
            own={own}
            chosen={Math.min(chosen ?? last, last)}
            choose={setChosen}
          />
        ))}
        {!data && !error && providerIds.map((id) => <ChartSkeleton key={id} provider={id} />)}
      </ul>
    </Section>
  );
}

function Legend() {
  return (
    <span className="flex items-center gap-3 text-fg-3">
      <span className="flex items-center gap-1.5">
        <span
          aria-hidden
          className="size-2 rounded-[2px] bg-line-control forced-colors:forced-color-adjust-none forced-colors:bg-[CanvasText]"
        />
        made
      </span>
      <span className="flex items-center gap-1.5">
        <span
          aria-hidden
          className="size-2 rounded-[2px] bg-danger-fill forced-colors:forced-color-adjust-none forced-colors:bg-[Mark]"
        />
        refused or failed
      </span>
    </span>
  );
}

/** As high as a chart. */
function ChartSkeleton({ provider }: { provider: (typeof providerIds)[number] }) {
  return (
    <li aria-hidden className="min-w-0 border-line px-4 pb-2 not-last:border-e phone:not-last:border-e-0">
      <p className="flex items-baseline gap-2">
        <ProviderMark provider={provider} className="self-center" />
        <span className="font-semibold">{providerNames[provider]}</span>
      </p>
      <div className="mt-1.5 flex h-22 items-end border-b border-line-strong phone:h-14">
        <Skeleton height="40%" />
      </div>
    </li>
  );
}

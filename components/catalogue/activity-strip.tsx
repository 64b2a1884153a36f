'use client';

import Link from 'next/link';
import { type MouseEvent, memo, use } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { useGo } from '#components/shell/use-go.ts';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { ProviderActivity } from '#lib/shared/catalogue.ts';
import { formatDay } from './tag-bars.ts';

const stripClass =
  'grid shrink-0 grid-cols-4 border-b border-line phone:grid-cols-2 low:phone:order-last phone:[main:has([data-look])_&]:hidden';
const cellClass = 'min-w-0 border-line px-4 py-2 not-last:border-e phone:even:border-e-0';

/** A promise where counting took longer than the page. */
export type Activity = ProviderActivity[] | Promise<ProviderActivity[]>;

function ActivityStripView({ activity }: { activity: Activity }) {
  const shown = Array.isArray(activity) ? activity : use(activity);
  return (
    <ul aria-label="Changes in the last 30 days" className={stripClass}>
      {shown.map((entry) => (
        <ProviderActivityCell key={entry.provider} {...entry} />
      ))}
    </ul>
  );
}

export const ActivityStrip = memo(ActivityStripView);

/** As high as the strip, to avoid a layout shift. */
export function ActivitySkeleton() {
  return (
    <div aria-hidden className={stripClass}>
      {providerIds.map((id) => (
        <div key={id} className={cellClass}>
          <p className="flex h-5 items-center gap-2">
            <ProviderMark provider={id} />
            <span className="text-13 font-semibold">{capabilitiesOf(id).label}</span>
          </p>
          <Skeleton height="32px" className="mt-1.5" />
          <div className="mt-1 h-4" />
        </div>
      ))}
    </div>
  );
}

function ProviderActivityCell({ provider, tags, days }: ProviderActivity) {
  const go = useGo();
  const { label, nouns } = capabilitiesOf(provider);
  const most = Math.max(1, ...days.map(({ changes }) => changes));
  const total = days.reduce((sum, { changes }) => sum + changes, 0);
  const [first, last] = [days[0], days.at(-1)];
  const hrefOf = (from: string, to: string): `/history?${string}` =>
    `/history?${new URLSearchParams({ provider, kind: 'changes', from, to })}`;
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const day = (event.target as HTMLElement).closest<HTMLElement>('[data-day]')?.dataset.day;
    if (day !== undefined) go(hrefOf(day, day));
  };
  return (
    <li className={cellClass}>
      <p className="flex items-center gap-2 text-13 phone:gap-1.5">
        <ProviderMark provider={provider} />
        <span className="font-semibold">{label}</span>
        <span className="ms-auto text-12 whitespace-nowrap text-fg-2 tabular-nums">
          {formatCount(tags)} {tags === 1 ? nouns.tag : nouns.tags}
        </span>
      </p>
      {/* By keys the link below leads to the same lines. */}
      <div aria-hidden onClick={onClick} className="mt-1.5 flex h-8 cursor-pointer">
        {days.map(({ day, changes }, position) => (
          <span
            key={day}
            data-day={day}
            data-tip={`${formatDay(day)}: ${countOf(changes, 'change')}`}
            className="flex h-full flex-1 items-end px-px hover:bg-active"
          >
            <span
              style={{ height: `${Math.max(changes === 0 ? 3 : 8, (changes / most) * 100)}%` }}
              className={`w-full rounded-t-[1px] forced-colors:bg-[CanvasText] forced-colors:forced-color-adjust-none ${position === days.length - 1 ? 'bg-accent-solid' : 'bg-line-control opacity-55'}`}
            />
          </span>
        ))}
      </div>
      <p className="mt-1 text-12 text-fg-2 tabular-nums">
        {first && last ? (
          <Link
            href={hrefOf(first.day, last.day)}
            prefetch={false}
            className="rounded-mark hover:text-accent hover:underline"
          >
            {countOf(total, 'change')} in 30 days
            <span className="sr-only"> at {label}</span>
          </Link>
        ) : (
          `${countOf(total, 'change')} in 30 days`
        )}
      </p>
    </li>
  );
}

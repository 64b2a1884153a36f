'use client';

import Link from 'next/link';
import type { KeyboardEvent, MouseEvent } from 'react';
import { formatDay } from '#components/catalogue/tag-bars.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { useGo } from '#components/shell/use-go.ts';
import { countOf, formatCount } from '#components/ui/count.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { ChangeDay, ProviderDays } from '#lib/shared/home.ts';

const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -1_000, End: 1_000 };

interface DaysChartProps {
  own: ProviderDays;
  /** Index of the chosen day, the same in all charts. */
  chosen: number;
  choose: (day: number) => void;
}

/** Own scale. One tab stop: arrows choose another day, Enter opens it, as a click on its bar does. */
export function DaysChart({ own: { provider, days }, chosen, choose }: DaysChartProps) {
  const go = useGo();
  const name = providerNames[provider];
  const most = Math.max(1, ...days.map(({ changes }) => changes));
  const total = days.reduce((sum, { changes }) => sum + changes, 0);
  const day = days[chosen];
  const hrefOf = ({ day: date }: ChangeDay): `/history?${string}` =>
    `/history?${new URLSearchParams({ provider, kind: 'changes', from: date, to: date, view: 'every' })}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    choose(Math.min(days.length - 1, Math.max(0, chosen + move)));
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const at = (event.target as HTMLElement).closest<HTMLElement>('[data-day]')?.dataset.day;
    const pressed = days.find((each) => each.day === at);
    if (pressed) go(hrefOf(pressed));
  };
  return (
    <li className="min-w-0 border-line px-4 pb-2 not-last:border-e phone:not-last:border-e-0">
      <p className="flex items-baseline gap-2">
        <ProviderMark provider={provider} className="self-center" />
        <span className="font-semibold">{name}</span>
        <span className="text-12 text-fg-3 tabular-nums">
          {formatCount(total)}
          <span className="sr-only"> changes in {days.length} days</span>
        </span>
        {day && (
          <Link
            href={hrefOf(day)}
            prefetch={false}
            onKeyDown={onKeyDown}
            className="ms-auto rounded-mark text-12 whitespace-nowrap text-accent tabular-nums hover:underline"
          >
            <span className="sr-only">{name} on </span>
            {formatShort(day)}
          </Link>
        )}
      </p>
      {/* The link and the list beside it are the same without a pointer. */}
      <div
        aria-hidden
        onClick={onClick}
        className="mt-1.5 flex h-22 cursor-pointer items-end border-b border-line-strong phone:h-14"
      >
        {days.map((each, index) => (
          <Bar key={each.day} day={each} most={most} isChosen={index === chosen} />
        ))}
      </div>
      <ul aria-label={`${name}, days with changes`} className="sr-only">
        {days
          .filter(({ changes }) => changes > 0)
          .map((each) => (
            <li key={each.day}>{formatLong(each)}</li>
          ))}
      </ul>
    </li>
  );
}

function Bar({ day, most, isChosen }: { day: ChangeDay; most: number; isChosen: boolean }) {
  const { changes, notMade } = day;
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * 100));
  return (
    <span
      data-day={day.day}
      data-tip={formatLong(day)}
      className="flex h-full min-w-0 flex-1 flex-col justify-end px-[0.5px] hover:bg-hover"
    >
      <span
        style={{ height: `${tall(changes - notMade)}%` }}
        className={
          isChosen
            ? 'bg-accent-solid forced-colors:forced-color-adjust-none forced-colors:bg-[Highlight]'
            : 'bg-line-control forced-colors:forced-color-adjust-none forced-colors:bg-[CanvasText]'
        }
      />
      <span
        style={{ height: `${tall(notMade)}%` }}
        className="bg-danger-fill forced-colors:forced-color-adjust-none forced-colors:bg-[Mark]"
      />
    </span>
  );
}

const short = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });

/** “3 Nov · 2,180”. */
function formatShort({ day, changes }: ChangeDay): string {
  return `${short.format(Date.parse(`${day}T00:00:00Z`))} · ${formatCount(changes)}`;
}

/** “3 Nov 2026: 2,180 changes, 12 not made”. */
function formatLong({ day, changes, notMade }: ChangeDay): string {
  const rest = notMade === 0 ? '' : `, ${formatCount(notMade)} not made`;
  return `${formatDay(day)}: ${countOf(changes, 'change')}${rest}`;
}

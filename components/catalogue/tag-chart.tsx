import type { MouseEvent } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import { type Bar, formatPeak, formatSpan, formatTotals } from './tag-bars.ts';

const slot = 10;
const barWidth = 8;
const height = 88;
interface TagChartProps {
  bars: readonly Bar[];
  /** Counted completely from this day on; null: from the first bar on. */
  countedSince: string | null;
  /** A press on a bar; by keys there is a list beside it. */
  onOpen: (bar: Bar) => void;
}

/**
 * Users who got a tag (up) and lost it (down), at one scale. What is not counted yet is grey, so that an
 * empty place claims nothing.
 */
export function TagChart({ bars, countedSince, onOpen }: TagChartProps) {
  const most = (one: (bar: Bar) => number) => Math.max(0, ...bars.map(one));
  const up = most(({ added }) => added);
  const down = most(({ removed }) => removed);
  const unit = height / Math.max(1, up + down);
  const baseline = up + down === 0 ? height : up * unit;
  const uncounted = bars.filter(({ from }) => countedSince !== null && from < countedSince).length;
  const first = bars[0];
  const last = bars.at(-1);
  const words = [formatTotals(bars), formatPeak(bars)].filter((sentence) => sentence !== null).join(' ');
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-from]')?.dataset.from;
    const pressed = bars.find((bar) => bar.from === from);
    if (pressed && pressed.added + pressed.removed > 0) onOpen(pressed);
  };
  return (
    <div className="relative">
      <svg
        role="img"
        aria-label={words}
        viewBox={`0 0 ${slot * bars.length} ${height}`}
        preserveAspectRatio="none"
        className="block h-22 w-full"
      >
        <rect width={slot * uncounted} height={height} className="fill-skeleton" />
        {bars.slice(uncounted).map((bar, index) => {
          const place = index + uncounted;
          const x = place * slot + (slot - barWidth) / 2;
          return (
            <g key={bar.from}>
              <Part
                x={x}
                y={baseline - tall(bar.added)}
                height={tall(bar.added)}
                className="fill-accent-solid"
              />
              <Part x={x} y={baseline} height={tall(bar.removed)} className="fill-line-control" />
            </g>
          );
        })}
        <rect y={baseline - 0.5} width={slot * bars.length} height={1} className="fill-line-strong" />
      </svg>
      <div aria-hidden onClick={onClick} className="absolute inset-x-0 top-0 flex h-22">
        {bars.map((bar, place) => (
          <span
            key={bar.from}
            data-from={bar.from}
            {...(place >= uncounted && {
              'data-tip': `${formatSpan(bar)}: ${formatCount(bar.added)} added, ${formatCount(bar.removed)} removed`,
            })}
            className={classNames(
              'flex-1',
              place >= uncounted && bar.added + bar.removed > 0 && 'cursor-pointer hover:bg-fg/8',
            )}
          />
        ))}
      </div>
      <p aria-hidden className="mt-1 flex justify-between text-11 text-fg-3">
        <span>{first && formatSpan(first)}</span>
        <span>{last && formatSpan(last)}</span>
      </p>
    </div>
  );

  /** One among thousands is still visible. */
  function tall(number: number): number {
    return number === 0 ? 0 : Math.max(1.5, number * unit);
  }
}

function Part({ x, y, height, className }: { x: number; y: number; height: number; className: string }) {
  return height === 0 ? null : <rect x={x} y={y} width={barWidth} height={height} className={className} />;
}

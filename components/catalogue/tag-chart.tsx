import { formatCount } from '#components/ui/count.ts';
import { type Bar, formatPeak, formatSpan, formatTotals } from './tag-bars.ts';

const slot = 10;
const barWidth = 8;
const height = 88;
interface TagChartProps {
  bars: readonly Bar[];
  /** Counted completely from this day on; null: from the first bar on. */
  countedSince: string | null;
}

/**
 * Users who got a tag (up) and lost it (down), at one scale. What is not counted yet is grey, so that an
 * empty place claims nothing.
 */
export function TagChart({ bars, countedSince }: TagChartProps) {
  const most = (one: (bar: Bar) => number) => Math.max(0, ...bars.map(one));
  const up = most(({ added }) => added);
  const down = most(({ removed }) => removed);
  const unit = height / Math.max(1, up + down);
  const baseline = up + down === 0 ? height : up * unit;
  const uncounted = bars.filter(({ from }) => countedSince !== null && from < countedSince).length;
  const first = bars[0];
  const last = bars.at(-1);
  const words = [formatTotals(bars), formatPeak(bars)].filter((sentence) => sentence !== null).join(' ');
  return (
    <div>
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
              <rect
                x={place * slot}
                width={slot}
                height={height}
                className="fill-transparent"
                data-tip={`${formatSpan(bar)}: ${formatCount(bar.added)} added, ${formatCount(bar.removed)} removed`}
              />
            </g>
          );
        })}
        <rect y={baseline - 0.5} width={slot * bars.length} height={1} className="fill-line-strong" />
      </svg>
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

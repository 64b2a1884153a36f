import type { RunTimeline } from '#lib/shared/runs.ts';
import { barsOf, formatTimeline } from './timeline.ts';

const slot = 4;
const barWidth = 3;
const height = 24;

interface OutcomeBarsProps {
  provider: RunTimeline['providers'][number];
  timeline: RunTimeline;
  /** Formats ms. */
  clock: (at: number) => string;
}

/** Outcomes over time, errors on top; the accessible name says the same. */
export function OutcomeBars({ provider, timeline, clock }: OutcomeBarsProps) {
  const words = formatTimeline(provider, timeline, clock);
  return (
    <span data-tip={words} className="block">
      <svg
        role="img"
        aria-label={words}
        viewBox={`0 0 ${slot * provider.made.length} ${height}`}
        preserveAspectRatio="none"
        className="h-6 w-full border-b border-line"
      >
        {barsOf(provider, height).map((bar) => (
          <g key={bar.step}>
            <rect
              x={bar.step * slot}
              width={barWidth}
              y={height - bar.height}
              height={bar.height}
              className="fill-line-control"
            />
            <rect
              x={bar.step * slot}
              width={barWidth}
              y={height - bar.height}
              height={bar.errors}
              className="fill-danger-fill"
            />
          </g>
        ))}
      </svg>
    </span>
  );
}

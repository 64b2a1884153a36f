'use client';

import { useZone } from '#components/history/use-zone.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { RunTimeline } from '#lib/runs/schemas.ts';
import { barsOf, sayTimeline } from './timeline.ts';

const slot = 4;
const barWidth = 3;
const height = 24;

interface OutcomeBarsProps {
  provider: ProviderId;
  timeline: RunTimeline | undefined;
}

/** One lane's outcomes from the start to now, what went wrong on top; its name says the same in words. */
export function OutcomeBars({ provider, timeline }: OutcomeBarsProps) {
  const zone = useZone();
  const lane = timeline?.lanes.find((each) => each.provider === provider);
  if (!timeline || !lane) return null;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' });
  const words = sayTimeline(lane, timeline, (at) => clock.format(at));
  return (
    <span data-tip={words} className="block">
      <svg
        role="img"
        aria-label={words}
        viewBox={`0 0 ${slot * lane.well.length} ${height}`}
        preserveAspectRatio="none"
        className="h-6 w-full border-b border-line"
      >
        {barsOf(lane, height).map((bar) => (
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
              height={bar.trouble}
              className="fill-danger-fill"
            />
          </g>
        ))}
      </svg>
    </span>
  );
}

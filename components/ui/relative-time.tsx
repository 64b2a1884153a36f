'use client';

import { useClock } from './clock.tsx';
import { formatRelativeTime } from './format-time.ts';

export interface RelativeTimeProps {
  /** The moment: milliseconds since 1970, an ISO text or a Date. */
  at: number | string | Date;
  /** A word before it, part of the same text: “changed”. */
  prefix?: string | undefined;
  /** A word after it, left out when the time is “now”: “ago”. */
  suffix?: string | undefined;
  className?: string | undefined;
}

/** “4 min”, kept fresh; the exact time in the reader's zone shows on hover. */
export function RelativeTime({ at, prefix, suffix, className }: RelativeTimeProps) {
  const moment = new Date(at).getTime();
  const text = useClock((now) => formatRelativeTime(moment, now));
  return (
    <time dateTime={new Date(moment).toISOString()} data-tip-time={moment} className={className}>
      {prefix !== undefined && `${prefix} `}
      {text}
      {suffix !== undefined && text !== 'now' && ` ${suffix}`}
    </time>
  );
}

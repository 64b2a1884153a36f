'use client';

import { useClock } from './clock.tsx';
import { formatRelativeTime } from './format-time.ts';

export interface RelativeTimeProps {
  /** ms since 1970, ISO 8601 or a Date. */
  at: number | string | Date;
  /** “changed”. */
  prefix?: string | undefined;
  /** Left out for “now”: “ago”. */
  suffix?: string | undefined;
  className?: string | undefined;
}

/** “4 min”; exact in the reader's zone on hover. */
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

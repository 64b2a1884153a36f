'use client';

import { useMemo } from 'react';
import { useOwnZone } from '#components/history/use-zone.ts';

/** Says moments (ms) of a run that began at `from` in the reader's zone: the time of day, with its day where that is not today. */
export function useRunClock(from: string | null): (at: number) => string {
  const zone = useOwnZone();
  return useMemo(() => {
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short' });
    const isToday = from === null || day.format(new Date(from)) === day.format(new Date());
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      timeStyle: 'medium',
      ...(isToday ? {} : { dateStyle: 'medium' }),
    });
    return (at) => clock.format(at);
  }, [zone, from]);
}

'use client';

import { useZone } from '#components/history/use-zone.ts';

/** “21 Nov 2026, 18:30” in the reader's own zone. */
export function LocalTime({ at }: { at: string }) {
  const zone = useZone();
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(at));
  return <time dateTime={at}>{text}</time>;
}

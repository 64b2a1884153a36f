'use client';

import { useOwnZone, useZone } from '#components/history/use-zone.ts';

type Props = { at: string; own?: boolean; named?: boolean };

/**
 * In the installation's zone, with `own` in the reader's; `named`: with the zone's name, “21 Nov 2026, 18:30
 * GMT+1”.
 */
export function LocalTime({ at, own = false, named = own }: Props) {
  const [installation, reader] = [useZone(), useOwnZone()];
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone: own ? reader : installation,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(named && { timeZoneName: 'short' }),
  }).format(new Date(at));
  return <time dateTime={at}>{text}</time>;
}

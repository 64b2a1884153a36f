'use client';

import { clockTime } from '#components/history/days.ts';
import { useOwnZone } from '#components/history/use-zone.ts';
import { Alert } from '#components/ui/alert.tsx';

interface NotRefreshedProps {
  error: Error;
  /** As the query says; 0: not read by the query. */
  dataUpdatedAt: number;
}

export function NotRefreshed({ error, dataUpdatedAt }: NotRefreshedProps) {
  const zone = useOwnZone();
  const shown = dataUpdatedAt === 0 ? '' : `. Showing data from ${clockTime(dataUpdatedAt, zone)}`;
  return (
    <Alert tone="warn" title={`Could not refresh${shown}`}>
      {error.message}
    </Alert>
  );
}

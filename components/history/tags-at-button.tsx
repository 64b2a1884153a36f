'use client';

import { CalendarDays } from 'lucide-react';
import dynamic from 'next/dynamic';
import { parseAsIsoDate, useQueryState } from 'nuqs';
import { Button } from '#components/ui/button.tsx';
import { dayOf } from '#lib/shared/days.ts';
import { useZone } from './use-zone.ts';

const TagsAtDialog = dynamic(() => import('./tags-at-dialog.tsx').then((module) => module.TagsAtDialog), {
  ssr: false,
});

/** As the parser of the query parameter expects it. */
const asDate = (day: string) => new Date(`${day}T00:00:00Z`);

/** The date is in the URL as `on`, so that the answer can be shared. */
export function TagsAtButton({ userId }: { userId: number }) {
  const [on, setOn] = useQueryState('on', parseAsIsoDate.withOptions({ history: 'replace' }));
  const zone = useZone();
  return (
    <>
      <Button
        look="quiet"
        size="small"
        icon={<CalendarDays aria-hidden strokeWidth={1.5} className="size-3.5" />}
        onClick={() => void setOn(asDate(dayOf(Date.now(), zone)))}
      >
        Tags on a date
      </Button>
      {on !== null && (
        <TagsAtDialog
          userId={userId}
          day={on.toISOString().slice(0, 10)}
          onDay={(day) => void setOn(asDate(day))}
          onClose={() => void setOn(null)}
        />
      )}
    </>
  );
}

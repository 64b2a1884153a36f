'use client';

import { Button } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { useZone } from './use-zone.ts';

type Props = { backTo: string | null; isLooking: boolean; onStop: () => void; onGoOn: () => void };

/** How far a search has come that no index answers; it can be stopped and taken up again. */
export function LookingBack({ backTo, isLooking, onStop, onGoOn }: Props) {
  const zone = useZone();
  if (backTo === null) return null;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: zone }).format(
    new Date(backTo),
  );
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-sunken px-4 text-12 text-fg-2">
      {isLooking && <Spinner />}
      <span>
        {isLooking ? `Looking through older lines: back to ${day} so far.` : `Looked back to ${day}.`}
      </span>
      <Button size="small" onClick={isLooking ? onStop : onGoOn}>
        {isLooking ? 'Stop' : 'Look further'}
      </Button>
    </div>
  );
}

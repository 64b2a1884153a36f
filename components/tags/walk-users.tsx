'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { holdKeys } from '#components/shell/held-keys.ts';
import { findInWalk } from '#components/shell/list-walk.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { IconButton } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';

const icon = { 'aria-hidden': true, strokeWidth: 1.5, className: 'size-4' } as const;

/** “3 of 334”, and the ways to the next and the last user of the list that this one was opened from. */
export function WalkUsers({ userId }: { userId: number }) {
  const router = useRouter();
  const [place] = useState(() => findInWalk(userId));
  const go = (id: number | undefined) => {
    if (id === undefined) return;
    // The next page releases them: none may act on this user.
    holdKeys();
    // In place of this one, so that Back leads to the list.
    router.replace(`/users/${id}`);
  };
  useHotkeys(
    place
      ? [
          { keys: 'j', label: 'Next user', group: 'User', run: () => go(place.after) },
          { keys: 'k', label: 'Previous user', group: 'User', run: () => go(place.before) },
        ]
      : [],
  );
  if (!place) return null;
  const { index, total, before, after } = place;
  if (before === undefined && after === undefined) return null;
  return (
    <span className="flex items-center gap-0.5 text-12 text-fg-3 tabular-nums">
      {formatCount(index + 1)}
      {total !== undefined && ` of ${formatCount(total)}`}
      <IconButton
        size="small"
        label="Previous user"
        disabled={before === undefined}
        onClick={() => go(before)}
        icon={<ChevronUp {...icon} />}
      />
      <IconButton
        size="small"
        label="Next user"
        disabled={after === undefined}
        onClick={() => go(after)}
        icon={<ChevronDown {...icon} />}
      />
    </span>
  );
}

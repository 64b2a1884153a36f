'use client';

import { useClock } from '#components/ui/clock.tsx';
import { formatRelativeTime } from '#components/ui/format-time.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { PaintedTag } from './shown-tags.ts';

/** A queued change shows when it is sent, unless that is now. */
function waits(tag: PaintedTag, now: number): boolean {
  return tag.notBefore !== null && new Date(tag.notBefore).getTime() > now + 1_000;
}

/** “accepted 4 min”, “pending, sent in 8 s”. */
export function useProofWords(tag: PaintedTag): string {
  return useClock((now) => {
    if (waits(tag, now) && tag.notBefore)
      return `pending, sent ${formatRelativeTime(new Date(tag.notBefore).getTime(), now)}`;
    return `${tag.proof} ${formatRelativeTime(new Date(tag.proofAt).getTime(), now)}`;
  });
}

export function ProofWords({ tag }: { tag: PaintedTag }) {
  const isWaiting = useClock((now) => (waits(tag, now) ? 1 : 0)) === 1;
  if (isWaiting && tag.notBefore)
    return (
      <>
        pending, sent <RelativeTime at={tag.notBefore} />
      </>
    );
  return (
    <>
      {tag.proof} <RelativeTime at={tag.proofAt} />
    </>
  );
}

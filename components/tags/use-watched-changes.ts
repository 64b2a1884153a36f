'use client';

import { useEffect, useRef } from 'react';
import type { HistoryLine } from '#lib/shared/changes.ts';
import type { ShownUser } from '#lib/shared/users.ts';
import { useEdits } from './edits-context.tsx';

/**
 * Reports changes that close by themselves: queued ones, and unknown ones that were looked up. `lines`: the
 * latest history.
 */
export function useWatchedChanges(user: ShownUser, lines: readonly HistoryLine[]): void {
  const { edits, member } = useEdits();
  const watched = useRef(new Map<number, 'open' | 'doubt'>());
  const { doubted } = edits.state;
  const { closed } = edits;

  useEffect(() => {
    const map = watched.current;
    for (const { open } of user.identities) for (const { id } of open) if (!map.has(id)) map.set(id, 'open');
    for (const id of doubted) if (!map.has(id)) map.set(id, 'doubt');
    for (const line of lines) {
      const state = map.get(line.id);
      if (state === undefined || line.outcome === 'pending') continue;
      if (line.outcome === 'unknown' && state === 'doubt') continue;
      if (isBehind(user, line)) continue;
      map.set(line.id, 'doubt');
      closed(line, line.memberId !== null && line.memberId === member.id);
    }
  }, [user, lines, doubted, closed, member]);
}

/** The user was read before the change ended: counts would be old. */
function isBehind(user: ShownUser, line: HistoryLine): boolean {
  const identity = user.identities.find(({ provider }) => provider === line.provider);
  if (!identity) return false;
  const isOpen = identity.open.some(({ id }) => id === line.id);
  const isDoubted = identity.tags.some(
    (tag) => tag.proof === 'unknown' && line.operations.some(({ key }) => key === tag.key),
  );
  return isOpen || (isDoubted && line.outcome !== 'unknown');
}

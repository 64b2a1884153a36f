'use client';

import { useEffect, useRef } from 'react';
import type { TargetFilter } from '../list-filters.ts';
import { CureLine } from './cure-line.tsx';
import type { Foreseen } from './foreseen.ts';
import type { usePlanActions } from './use-plan-actions.ts';

const linesShown = 5;

interface CureLinesProps {
  foreseen: readonly Foreseen[];
  /** The provider's. */
  label: string;
  /** null: not permitted, or no plan that can be altered. */
  actions: ReturnType<typeof usePlanActions> | null;
  onOpen: (filter: TargetFilter) => void;
}

export function CureLines({ foreseen, label, actions, onOpen }: CureLinesProps) {
  const list = useRef<HTMLUListElement>(null);
  const hadFocus = useRef(false);
  // The button that was pressed goes with its line, sooner or later; React tells of no blur then.
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) list.current?.focus();
  });
  if (foreseen.length === 0) return null;
  return (
    <ul
      ref={list}
      tabIndex={-1}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={() => {
        hadFocus.current = false;
      }}
      aria-label={`Foreseen at ${label}`}
      className="flex flex-col gap-1.5 rounded-control"
    >
      {foreseen.slice(0, linesShown).map((each) => (
        <CureLine
          key={`${each.cause} ${each.key} ${each.chosen?.choice}`}
          foreseen={each}
          actions={actions}
          onOpen={onOpen}
        />
      ))}
      {foreseen.length > linesShown && (
        <li className="text-12 text-fg-3">and {foreseen.length - linesShown} more</li>
      )}
    </ul>
  );
}

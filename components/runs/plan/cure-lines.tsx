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
  const busy = actions?.busy ?? null;
  const wasBusy = useRef(busy);
  // The button that was pressed is gone with its line.
  useEffect(() => {
    const isOwn = wasBusy.current?.startsWith(`cure ${foreseen[0]?.provider} `);
    wasBusy.current = busy;
    if (isOwn && busy === null && document.activeElement === document.body) list.current?.focus();
  });
  if (foreseen.length === 0) return null;
  return (
    <ul
      ref={list}
      tabIndex={-1}
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

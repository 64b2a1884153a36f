import type { ReactNode } from 'react';

/** On a phone cells form two columns, and heads are for screen readers only. */
export const memberRowClass =
  'border-b border-line hover:bg-hover phone:grid phone:grid-cols-[minmax(0,1fr)_auto] phone:items-center ' +
  'phone:gap-x-3 phone:gap-y-1 phone:px-4 phone:py-3';

/** The column's head for phones; screen readers use the real one. */
export function OnPhone({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden className="hidden text-fg-3 phone:inline">
      {children}
    </span>
  );
}

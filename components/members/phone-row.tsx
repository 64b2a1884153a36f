import type { ReactNode } from 'react';

/** A row of the page's tables: on a phone its cells stand as two columns, and the heads are for screen readers alone. */
export const memberRowClass =
  'border-b border-line hover:bg-hover phone:grid phone:grid-cols-[minmax(0,1fr)_auto] phone:items-center ' +
  'phone:gap-x-3 phone:gap-y-1 phone:px-4 phone:py-3';

/** What the head of the column says, where there is no head to see. Screen readers hear the head. */
export function OnPhone({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden className="hidden text-fg-3 phone:inline">
      {children}
    </span>
  );
}

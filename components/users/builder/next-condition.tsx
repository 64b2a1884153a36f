'use client';

import { Button } from '#components/ui/button.tsx';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { conditionName } from './conditions.tsx';

interface NextConditionProps {
  /** null: it joins all others. */
  beside: FilterNode | null;
  onCancel: () => void;
}

/** How the next condition joins. Always one line, so that the conditions do not move. */
export function NextCondition({ beside, onCancel }: NextConditionProps) {
  return (
    <div className="flex min-h-6 items-center gap-2 text-12 text-fg-2 phone:min-h-8">
      <p aria-live="polite" className="min-w-0 truncate">
        Next condition: {beside ? `${conditionName(beside)}, or` : 'and'}
      </p>
      {beside && (
        <Button size="small" look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}

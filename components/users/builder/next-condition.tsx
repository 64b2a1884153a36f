'use client';

import { Button } from '#components/ui/button.tsx';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { printFilter } from '#lib/shared/filter/print.ts';

interface NextConditionProps {
  /** null: it joins all others. */
  beside: FilterNode | null;
  onCancel: () => void;
}

/** Always one line, so that the conditions do not move. */
export function NextCondition({ beside, onCancel }: NextConditionProps) {
  return (
    <div className="flex min-h-6 items-center gap-2 text-12 text-fg-2 phone:min-h-8">
      <p aria-live="polite" className="min-w-0 truncate">
        {beside ? (
          <>
            or <code className="font-mono">{printFilter(beside)}</code>
          </>
        ) : (
          'and'
        )}
      </p>
      {beside && (
        <Button size="small" look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}

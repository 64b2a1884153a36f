'use client';

import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';

interface RowsErrorProps {
  /** What the rows are: “rows”, “tags”. */
  noun: string;
  error: Error;
  /** What is shown is what was asked for before. */
  isBehind: boolean;
  onRetry: () => void;
}

/** Some rows of a list, or the list that was asked for, could not be read; those shown stay. */
export function RowsError({ noun, error, isBehind, onRetry }: RowsErrorProps) {
  return (
    <div className="shrink-0 border-t border-line p-2">
      <Alert
        announce
        title={isBehind ? `These are still the ${noun} from before` : `Not all ${noun} could be read`}
        actions={
          <Button size="small" onClick={onRetry}>
            Retry
          </Button>
        }
      >
        {error.message}
      </Alert>
    </div>
  );
}

'use client';

import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';

interface PagesErrorProps {
  error: Error;
  /** What is shown belongs to the filter of before. */
  isBehind: boolean;
  onRetry: () => void;
}

/** Some rows of a list, or the list that was asked for, could not be read; those shown stay. */
export function PagesError({ error, isBehind, onRetry }: PagesErrorProps) {
  return (
    <div className="shrink-0 border-t border-line p-2">
      <Alert
        announce
        title={
          isBehind ? 'Could not be read: the rows shown are those of before' : 'Not all rows could be read'
        }
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

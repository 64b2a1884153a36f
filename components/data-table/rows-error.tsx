'use client';

import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';

interface RowsErrorProps {
  /** “rows”, “tags”. */
  noun: string;
  error: Error;
  /** The rows belong to the request before. */
  isBehind: boolean;
  onRetry: () => void;
}

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

'use client';

import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';

/** Some rows of a list that is otherwise there could not be read; those shown stay. */
export function PagesError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div className="shrink-0 border-t border-line p-2">
      <Alert
        announce
        title="Not all rows could be read"
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

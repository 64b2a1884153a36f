import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import type { RefusedFilter } from '#lib/shared/filter/parse.ts';

interface UnreadableProps {
  problem: RefusedFilter;
  onClear: () => void;
}

/** Stands in the place of all controls while the search box holds what cannot be read: they would write over it. */
export function Unreadable({ problem, onClear }: UnreadableProps) {
  return (
    <Alert
      tone="info"
      title="This filter has a mistake"
      actions={
        <Button size="small" data-act="clear" onClick={onClear}>
          Clear the filter
        </Button>
      }
    >
      <p>{problem.message}</p>
      <p>Correct it in the search box, or clear it.</p>
    </Alert>
  );
}

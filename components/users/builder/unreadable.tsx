import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import type { RefusedFilter } from '#lib/shared/filter/parse.ts';

interface UnreadableProps {
  problem: RefusedFilter;
  onClear: () => void;
}

/** Replaces the controls while the filter has a mistake: they would overwrite it. */
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

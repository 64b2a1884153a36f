import { Button } from '#components/ui/button.tsx';

/** In the place of one section: the others are there. */
export function NotCounted({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 px-4 pb-3 text-fg-2">
      <span className="wrap-anywhere">Could not be counted. {error.message}</span>
      <Button size="small" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

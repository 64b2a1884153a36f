'use client';

import { Button } from '#components/ui/button.tsx';

export function KeptNote({ shown, onClear }: { shown: boolean; onClear: () => void }) {
  if (!shown) return null;
  return (
    <div className="flex items-center gap-1 text-12 text-fg-2">
      <p role="status">What you typed here before is back.</p>
      <Button size="small" look="quiet" onClick={onClear}>
        Clear it
      </Button>
    </div>
  );
}

'use client';

import { Undo2 } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { Result } from '#lib/shared/result.ts';

/** `undo` null: there is nothing to undo. */
export type Done = { words: string; undo: (() => Promise<Result<unknown>>) | null };

/** What was just done, with its undo. */
export function DoneBar({
  done,
  busy,
  onUndo,
  keys = 'U',
}: {
  done: Done;
  busy: boolean;
  onUndo: (undo: NonNullable<Done['undo']>) => void;
  keys?: string | null;
}) {
  const { words, undo } = done;
  return (
    <div
      role="status"
      className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line bg-sunken px-4 py-1.5 text-fg-2"
    >
      <span className="min-w-0 flex-1 wrap-anywhere">
        <Verbatim>{words}</Verbatim> Nothing was sent.
      </span>
      {undo && (
        <Button
          size="small"
          busy={busy}
          icon={<Undo2 aria-hidden strokeWidth={1.5} className="size-3.5" />}
          onClick={() => onUndo(undo)}
        >
          Undo
          {keys !== null && (
            <span aria-hidden className="phone:hidden">
              <Kbd keys={[keys]} />
            </span>
          )}
        </Button>
      )}
    </div>
  );
}

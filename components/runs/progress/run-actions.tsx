'use client';

import { Ellipsis, Pause, Play, RotateCcw, Undo2 } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import type { RunDetail } from '#lib/shared/runs.ts';
import type { useRunActions } from './use-run-actions.ts';

interface RunActionsProps {
  run: RunDetail;
  actions: ReturnType<typeof useRunActions>;
  /** For everything that failed. */
  onEdit: () => void;
}

export function RunActions({ run, actions, onEdit }: RunActionsProps) {
  const { can, counts } = run;
  const { failed, refused, cancelled } = counts;
  // Providers that wait resume by themselves or from their row.
  const isPaused = run.providers.some(({ state }) => state === 'paused');
  return (
    <>
      {can.pause && (
        <Button
          busy={actions.busy === 'pause all'}
          onClick={() => void actions.pause(null)}
          icon={<Pause aria-hidden strokeWidth={1.5} className="size-4" />}
        >
          Pause
        </Button>
      )}
      {can.resume && isPaused && (
        <Button
          look={run.status === 'paused' ? 'primary' : 'default'}
          busy={actions.busy === 'resume all'}
          onClick={() => void actions.resume(null)}
          icon={<Play aria-hidden strokeWidth={1.5} className="size-4" />}
        >
          Resume
        </Button>
      )}
      {can.cancel && (
        <Button look="quiet" busy={actions.busy === 'cancel all'} onClick={() => void actions.cancel(null)}>
          Cancel
        </Button>
      )}
      {(can.undo || can.undoAtOnce) && run.undoneBy === null && (
        <Button
          busy={actions.busy === 'undo'}
          onClick={() => void (can.undo ? actions.undo() : actions.undoAtOnce())}
          icon={<Undo2 aria-hidden strokeWidth={1.5} className="size-4" />}
        >
          Undo run
        </Button>
      )}
      {can.retry && failed + refused + cancelled > 0 && (
        <Menu
          label="Retry failed"
          align="end"
          trigger={(props) => (
            <IconButton
              {...props}
              label="Retry failed"
              icon={<Ellipsis aria-hidden strokeWidth={1.5} className="size-4" />}
            />
          )}
        >
          <RetryItem
            count={failed}
            word="failed"
            onSelect={() => void actions.retry({ outcomes: ['failed'] })}
          />
          <RetryItem
            count={refused}
            word="were refused"
            onSelect={() => void actions.retry({ outcomes: ['refused'] })}
          />
          <RetryItem
            count={cancelled}
            word="were cancelled"
            onSelect={() => void actions.retry({ outcomes: ['cancelled'] })}
          />
          <MenuItem onSelect={onEdit}>Edit and retry…</MenuItem>
        </Menu>
      )}
    </>
  );
}

function RetryItem({ count, word, onSelect }: { count: number; word: string; onSelect: () => void }) {
  if (count === 0) return null;
  return (
    <MenuItem icon={<RotateCcw aria-hidden strokeWidth={1.5} />} onSelect={onSelect}>
      Retry the {formatCount(count)} that {word}
    </MenuItem>
  );
}

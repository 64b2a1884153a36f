'use client';

import { Download } from 'lucide-react';
import { type MouseEvent, type RefCallback, useCallback, useRef, useSyncExternalStore } from 'react';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { currentExport, type ExportJob, subscribeToExport } from './export-job.ts';

const none = () => null;

/** `address`: of the file; `noun`: what a row is called. */
export function ExportLink({ address, noun }: { address: string; noun: string }) {
  const job = useSyncExternalStore(subscribeToExport, currentExport, none);
  const restoreFocus = useRestoreFocus();
  if (job) return <Progress {...job} cancelRef={restoreFocus} />;

  const onClick = (event: MouseEvent) => {
    // New tabs and windows are left to the browser.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void import('./run-export.ts').then(({ runExport }) => runExport(address, noun));
  };
  return (
    <a
      ref={restoreFocus}
      href={address}
      download
      onClick={onClick}
      className={buttonClass({ look: 'quiet' })}
    >
      <Download aria-hidden strokeWidth={1.5} className="size-3.5" />
      Export CSV
    </a>
  );
}

function Progress({
  rows,
  total,
  started,
  cancel,
  cancelRef,
}: ExportJob & { cancelRef: RefCallback<HTMLElement> }) {
  return (
    <div className="flex items-center gap-2 ps-2.5 text-12 text-fg-2 tabular-nums">
      <progress
        aria-label="Export"
        max={total ?? 1}
        value={total === null ? undefined : rows}
        className="h-1.5 w-20 accent-accent-solid"
      />
      {formatProgress({ rows, total, started })}
      <Button ref={cancelRef} size="small" onClick={cancel}>
        Cancel<span className="sr-only"> the export</span>
      </Button>
    </div>
  );
}

function formatProgress({ rows, total, started }: Omit<ExportJob, 'cancel'>): string {
  if (!started) return 'Counting…';
  return total === null ? `${formatCount(rows)} so far` : `${formatCount(rows)} of ${formatCount(total)}`;
}

/** For controls that replace one another: passes the focus on, if the removed one has it. */
function useRestoreFocus(): RefCallback<HTMLElement> {
  const held = useRef(false);
  return useCallback((control: HTMLElement | null) => {
    if (held.current) control?.focus();
    held.current = false;
    // Runs while the control is still in the document.
    return () => {
      held.current = control === document.activeElement;
    };
  }, []);
}

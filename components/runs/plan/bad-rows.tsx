'use client';

import { useState } from 'react';
import { BadRowsTable } from '#components/imports/bad-rows-table.tsx';
import { downloadBadRows } from '#components/imports/csv-file.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import type { RunDetail } from '#lib/shared/runs.ts';

const rowsShown = 20;

export function BadRows({ run }: { run: Pick<RunDetail, 'badRows' | 'badRowCount' | 'fileName'> }) {
  const [open, setOpen] = useState(false);
  const { badRows, badRowCount } = run;
  const fileName = run.fileName ?? 'file';
  return (
    <Alert
      tone="warn"
      title={`${countOf(badRowCount, 'line')} of ${fileName} ${badRowCount === 1 ? 'is' : 'are'} not in this plan`}
      actions={
        <>
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide the lines' : 'Show the lines'}
          </Button>
          <Button size="small" look="quiet" onClick={() => downloadBadRows({ fileName, badRows })}>
            Download{badRows.length < badRowCount && ` the first ${formatCount(badRows.length)}`}
          </Button>
        </>
      }
    >
      The others are. Correct the file and plan it again, or start without them.
      {open && (
        <div className="mt-1.5 overflow-x-auto rounded-control border border-line bg-surface">
          <BadRowsTable label="Bad lines" badRows={badRows.slice(0, rowsShown)} />
          {badRowCount > rowsShown && (
            <p className="px-3 py-1.5 text-fg-3">
              The first {rowsShown} are shown; the rest is in the download.
            </p>
          )}
        </div>
      )}
    </Alert>
  );
}

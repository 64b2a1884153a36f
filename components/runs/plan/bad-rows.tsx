'use client';

import { useState } from 'react';
import { BadRowsTable } from '#components/imports/bad-rows-table.tsx';
import { downloadBadRows } from '#components/imports/csv-file.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import type { RunBadRow, RunDetail } from '#lib/shared/runs.ts';
import { BadEntries } from '../new-run/found-people.tsx';

const rowsShown = 20;

export function BadRows({
  run,
}: {
  run: Pick<RunDetail, 'badRows' | 'badRowCount' | 'fileName' | 'source'>;
}) {
  const [open, setOpen] = useState(false);
  const { badRows, badRowCount } = run;
  const fileName = run.fileName ?? 'file';
  const isPasted = run.source.kind === 'csv' && run.source.pasted === true;
  const noun = isPasted ? 'list' : 'file';
  const line = isPasted ? countOf(badRowCount, 'entry', 'entries') : countOf(badRowCount, 'line');
  return (
    <Alert
      tone="warn"
      title={`${line} of ${fileName} ${badRowCount === 1 ? 'is' : 'are'} not in this plan`}
      actions={
        <>
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide' : 'Show'} the {isPasted ? 'entries' : 'lines'}
          </Button>
          <Button
            size="small"
            look="quiet"
            onClick={() => downloadBadRows({ fileName, badRows: badRows.map(withEntry) })}
          >
            Download{badRows.length < badRowCount && ` the first ${formatCount(badRows.length)}`}
          </Button>
        </>
      }
    >
      The others are. Correct the {noun} and plan it again, or start without them.
      {open && (
        <div className="mt-1.5 overflow-x-auto rounded-control border border-line bg-surface">
          {isPasted ? (
            <BadEntries label="Bad entries" badRows={badRows.slice(0, rowsShown)} />
          ) : (
            <BadRowsTable label="Bad lines" badRows={badRows.slice(0, rowsShown)} />
          )}
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

/** The download has no column for it. */
function withEntry({ who, reason, ...row }: RunBadRow): RunBadRow {
  return { ...row, reason: who === undefined ? reason : `${who}: ${reason}` };
}

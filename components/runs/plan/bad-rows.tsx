'use client';

import { useState } from 'react';
import { downloadBadRows } from '#components/imports/bad-rows-file.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import type { RunDetail } from '#lib/runs/schemas.ts';
import { countOf, formatCount } from '../words.ts';

/** Few enough to be read without a scroller of their own. */
const rowsShown = 20;

/** The lines of the file that are not in the plan, each with its column and reason. */
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
          <table aria-label="Bad lines" className="w-full text-12">
            <thead className="border-b border-line text-11 text-fg-3">
              <tr>
                <th scope="col" className="w-20 px-3 py-1 text-end font-medium">
                  Line
                </th>
                <th scope="col" className="w-40 px-3 py-1 text-start font-medium">
                  Column
                </th>
                <th scope="col" className="px-3 py-1 text-start font-medium">
                  Reason
                </th>
              </tr>
            </thead>
            <tbody>
              {badRows.slice(0, rowsShown).map(({ line, column, reason }) => (
                <tr key={`${line} ${column} ${reason}`} className="border-b border-line last:border-0">
                  <td className="px-3 py-1 text-end align-top tabular-nums">{formatCount(line)}</td>
                  <td className="px-3 py-1 align-top font-mono">{column || '–'}</td>
                  <td className="px-3 py-1 wrap-anywhere">{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
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

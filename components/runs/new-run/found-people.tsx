'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { runsKeys } from '#lib/shared/query-keys.ts';
import { maxMatchedRows } from '#lib/shared/run-inputs.ts';
import type { RunBadRow, RunUpload, UploadMatch } from '#lib/shared/runs.ts';
import { type ColumnUses, mappingOf } from './column-use.ts';

/** “212 of 215 found, 3 not”, before there is a plan. Nothing for large files. */
export function FoundPeople({ upload, uses }: { upload: RunUpload; uses: ColumnUses }) {
  const [open, setOpen] = useState(false);
  const { uploadId, columns, rows } = upload;
  const who = JSON.stringify(mappingOf(columns, uses).who);
  const { data, error } = useQuery({
    queryKey: runsKeys.match(uploadId, who),
    queryFn: ({ signal }) =>
      readJson<UploadMatch>(`/api/runs/uploads/${uploadId}/match?${new URLSearchParams({ who })}`, signal),
    enabled: who !== '[]' && rows > 0 && rows <= maxMatchedRows,
    retry: false,
  });
  if (who === '[]' || rows === 0 || rows > maxMatchedRows || (error && !data)) return null;
  const missing = data ? data.rows - data.found : 0;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <div className="flex min-h-6 flex-wrap items-center gap-x-2">
        <p role="status" className="font-semibold tabular-nums">
          {data ? formatFound(data) : 'Looking for them…'}
        </p>
        {missing > 0 && (
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide' : 'Show'} the {formatCount(missing)}
          </Button>
        )}
      </div>
      {data && open && missing > 0 && (
        <div className="max-h-60 w-full max-w-200 overflow-auto rounded-control border border-line">
          <BadEntries label="Not found" badRows={data.bad} />
          {missing > data.bad.length && (
            <p className="px-3 py-1.5 text-12 text-fg-3">The first {formatCount(data.bad.length)}.</p>
          )}
        </div>
      )}
    </div>
  );
}

function formatFound({ rows, found, users }: UploadMatch): string {
  const missing = rows - found;
  const those = users < found ? `, ${countOf(users, 'user')}` : '';
  return `${formatCount(found)} of ${formatCount(rows)} found${those}${missing > 0 ? `, ${formatCount(missing)} not` : ''}`;
}

/** Of a pasted list, which has no lines to be named by. */
export function BadEntries({ label, badRows }: { label: string; badRows: readonly RunBadRow[] }) {
  return (
    <ul aria-label={label} className="flex flex-col text-12">
      {badRows.map(({ line, who, column, reason }) => (
        <li
          key={`${line} ${column}`}
          className="flex flex-wrap gap-x-3 border-b border-line px-3 py-1.5 last:border-0"
        >
          <Verbatim className="w-56 font-medium wrap-anywhere text-fg">{who ?? `Line ${line - 1}`}</Verbatim>
          <span className="min-w-0 flex-1 basis-60 text-fg-2">{reason}</span>
        </li>
      ))}
    </ul>
  );
}

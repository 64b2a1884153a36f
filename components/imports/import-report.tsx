import Link from 'next/link';
import type { ReactNode } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import type { ImportReport } from '#lib/shared/imports.ts';
import { BadRowsTable } from './bad-rows-table.tsx';
import { downloadBadRows } from './csv-file.ts';

/** `onCorrect`: the file is shown again, with its bad rows. */
export function ImportReportView({ report, onCorrect }: { report: ImportReport; onCorrect: () => void }) {
  const { importId, fileName, rowsRead, rowsLoaded, rowsBad, usersCreated, usersChanged, badRows } = report;
  const facts: [string, number][] = [
    ['Rows read', rowsRead],
    ['Rows loaded', rowsLoaded],
    ['Bad rows', rowsBad],
    ['Users created', usersCreated],
    ['Users changed', usersChanged],
  ];
  return (
    <div className="flex flex-col gap-3">
      <h2 className="font-semibold wrap-anywhere">{fileName}</h2>
      <p role="status" className="sr-only">
        {countOf(rowsLoaded, 'row')} loaded, {formatCount(rowsBad)} bad.
      </p>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-11 text-fg-3">{name}</dt>
            <dd className="text-16 font-semibold tracking-lead tabular-nums">{formatCount(value)}</dd>
          </div>
        ))}
      </dl>
      {usersCreated + usersChanged > 0 && (
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          {usersCreated > 0 && (
            <PeopleLink q={`import:${importId}.new`}>
              {usersCreated === 1 ? '1 new person' : `${formatCount(usersCreated)} new people`}
            </PeopleLink>
          )}
          {usersChanged > 0 && (
            <PeopleLink q={`import:${importId}.changed`}>
              {usersChanged === 1 ? '1 changed person' : `${formatCount(usersChanged)} changed people`}
            </PeopleLink>
          )}
        </p>
      )}
      {rowsBad > 0 && (
        <>
          <Alert
            tone="warn"
            title={rowsBad === 1 ? 'One row was not loaded' : `${formatCount(rowsBad)} rows were not loaded`}
            actions={
              <>
                <Button size="small" onClick={onCorrect}>
                  Correct them here
                </Button>
                <Button size="small" onClick={() => downloadBadRows(report)}>
                  Download the list
                </Button>
              </>
            }
          >
            Correct them here, or in the file and load it again: rows that are in already stay as they are.
          </Alert>
          <div className="overflow-x-auto rounded-card border border-line">
            <BadRowsTable label="Bad rows" badRows={badRows} />
          </div>
        </>
      )}
    </div>
  );
}

function PeopleLink({ q, children }: { q: string; children: ReactNode }) {
  return (
    <Link href={`/users?q=${q}`} className="font-medium text-accent hover:underline">
      {children}
    </Link>
  );
}

import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import type { ImportReport } from '#lib/shared/imports.ts';
import { downloadBadRows } from './bad-rows-file.ts';
import { BadRowsTable } from './bad-rows-table.tsx';

export function ImportReportView({ report }: { report: ImportReport }) {
  const { fileName, rowsRead, rowsLoaded, rowsBad, usersCreated, usersChanged, badRows } = report;
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
      {rowsBad > 0 && (
        <>
          <Alert
            tone="warn"
            title={rowsBad === 1 ? 'One row was not loaded' : `${formatCount(rowsBad)} rows were not loaded`}
            actions={
              <Button size="small" onClick={() => downloadBadRows(report)}>
                Download the list
              </Button>
            }
          >
            Correct the file and load it again: rows that are in already stay as they are.
          </Alert>
          <div className="overflow-x-auto rounded-card border border-line">
            <BadRowsTable label="Bad rows" badRows={badRows} />
          </div>
        </>
      )}
    </div>
  );
}

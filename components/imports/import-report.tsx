import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import type { ImportReport } from '#lib/imports/schemas.ts';
import { downloadBadRows } from './bad-rows-file.ts';

const grouped = new Intl.NumberFormat('en');

/** What became of the file: counts, then every bad row with its reason. */
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
        {grouped.format(rowsLoaded)} rows loaded, {grouped.format(rowsBad)} bad.
      </p>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-11 text-fg-3">{name}</dt>
            <dd className="text-16 font-semibold tracking-lead tabular-nums">{grouped.format(value)}</dd>
          </div>
        ))}
      </dl>
      {rowsBad > 0 && (
        <>
          <Alert
            tone="warn"
            title={
              rowsBad === 1 ? 'One row was not loaded' : `${grouped.format(rowsBad)} rows were not loaded`
            }
            actions={
              <Button size="small" onClick={() => downloadBadRows(report)}>
                Download the list
              </Button>
            }
          >
            Correct them in the file and load it again: rows that are in already stay as they are.
          </Alert>
          <BadRows badRows={badRows} />
        </>
      )}
    </div>
  );
}

function BadRows({ badRows }: Pick<ImportReport, 'badRows'>) {
  return (
    <div className="overflow-x-auto rounded-card border border-line">
      <table aria-label="Bad rows" className="w-full text-12">
        <thead className="border-b border-line bg-sunken text-11 text-fg-3">
          <tr>
            <th scope="col" className="w-20 px-3 py-1.5 text-end font-medium">
              Line
            </th>
            <th scope="col" className="w-40 px-3 py-1.5 text-start font-medium">
              Column
            </th>
            <th scope="col" className="px-3 py-1.5 text-start font-medium">
              Reason
            </th>
          </tr>
        </thead>
        <tbody>
          {badRows.map(({ line, column, reason }) => (
            <tr key={`${line} ${column} ${reason}`} className="border-b border-line last:border-0">
              <td className="px-3 py-1.5 text-end align-top tabular-nums">{grouped.format(line)}</td>
              <td className="px-3 py-1.5 align-top font-mono">{column || '–'}</td>
              <td className="px-3 py-1.5 wrap-anywhere">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

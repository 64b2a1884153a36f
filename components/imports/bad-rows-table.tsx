import { formatCount } from '#components/ui/count.ts';
import type { ImportReport } from '#lib/shared/imports.ts';

/** `label`: its accessible name. */
export function BadRowsTable({ label, badRows }: { label: string } & Pick<ImportReport, 'badRows'>) {
  return (
    <table aria-label={label} className="w-full text-12">
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
            <td className="px-3 py-1.5 text-end align-top tabular-nums">{formatCount(line)}</td>
            <td className="px-3 py-1.5 align-top font-mono">{column || '–'}</td>
            <td className="px-3 py-1.5 wrap-anywhere">{reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { Correction, ImportLook, PreviewColumn, PreviewRow } from '#lib/shared/imports.ts';

/** Until all are asked for. */
const maxShown = 10;

interface BadRowsEditorProps {
  look: Pick<ImportLook, 'bad' | 'columns' | 'rowsBad'>;
  corrections: readonly Correction[];
  /** `isTyping` false: by Enter. */
  onCorrect: (correction: Correction, isTyping: boolean) => void;
}

/** Rows that were corrected stay in their place, so that the next letter has a field. */
export function BadRowsEditor({
  look: { bad, columns, rowsBad },
  corrections,
  onCorrect,
}: BadRowsEditorProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = bad.filter((_, index) => isWhole || index < maxShown);
  const listed = bad.filter(({ faults }) => faults.length > 0).length;
  const hasFields = bad.some(({ fields }) => fields.length > 0);
  return (
    <section aria-labelledby="import-bad-rows" className="flex flex-col gap-1.5">
      <h3 id="import-bad-rows" className="font-semibold">
        {rowsBad === 0 ? 'Corrected rows' : `${countOf(rowsBad, 'row')} cannot be loaded`}
      </h3>
      <p className="text-12 text-fg-2">
        {hasFields && 'Correct a cell here, and it is loaded so; the file stays as it is. '}
        {rowsBad > 0 && 'What stays bad is left out.'}
        {rowsBad > listed && ` The first ${formatCount(listed)} are listed.`}
      </p>
      <div className="relative overflow-x-auto rounded-card border border-line">
        <table aria-label="Bad rows" className="w-full text-13 phone:block">
          <thead className="border-b border-line bg-sunken text-11 text-fg-3 phone:sr-only">
            <tr>
              <th scope="col" className="w-16 px-3 py-1.5 text-end font-medium">
                Line
              </th>
              <th scope="col" className="w-44 px-3 py-1.5 text-start font-medium">
                User
              </th>
              <th scope="col" className="px-3 py-1.5 text-start font-medium">
                Cells and reasons
              </th>
            </tr>
          </thead>
          <tbody className="phone:block">
            {shown.map((row) => (
              <tr
                key={row.line}
                className="border-b border-line align-top last:border-0 phone:flex phone:flex-wrap phone:gap-x-2 phone:p-3"
              >
                <td className="px-3 py-2.5 text-end tabular-nums phone:p-0 phone:before:content-['Line_']">
                  {formatCount(row.line)}
                </td>
                <td className="max-w-44 px-3 py-2.5 wrap-anywhere phone:max-w-none phone:p-0">
                  <Verbatim>{row.title || '–'}</Verbatim>
                </td>
                <td className="px-3 py-2 phone:w-full phone:px-0 phone:pt-2 phone:pb-0">
                  <Cells row={row} columns={columns} corrections={corrections} onCorrect={onCorrect} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {bad.length > shown.length && (
        <div>
          <Button size="small" onClick={() => setWhole(true)}>
            Show all {formatCount(bad.length)}
          </Button>
        </div>
      )}
    </section>
  );
}

interface CellsProps extends Pick<BadRowsEditorProps, 'corrections' | 'onCorrect'> {
  row: PreviewRow;
  columns: readonly PreviewColumn[];
}

function Cells({ row: { line, fields, faults }, columns, corrections, onCorrect }: CellsProps) {
  const isField = (cell: number) => fields.some((field) => field.cell === cell);
  return (
    <div className="flex flex-col gap-1.5">
      {faults
        .filter(({ cell }) => !isField(cell))
        .map(({ column, reason }) => (
          <p key={`${column} ${reason}`} className="text-12 wrap-anywhere text-danger">
            {column !== '' && <span className="font-medium">{column}: </span>}
            {reason}
          </p>
        ))}
      {fields.length > 0 && (
        <div className="flex flex-wrap gap-x-3 gap-y-1.5">
          {fields.map(({ cell, text }) => {
            const name = columns[cell]?.name || `column ${cell + 1}`;
            const own = corrections.find((each) => each.line === line && each.cell === cell);
            const reasons = faults.filter((fault) => fault.cell === cell).map(({ reason }) => reason);
            const correct = (typed: string, isTyping: boolean) =>
              onCorrect({ line, cell, text: typed }, isTyping);
            return (
              <TextField
                key={cell}
                label={
                  <>
                    {name}
                    <span className="sr-only"> in line {line}</span>
                  </>
                }
                fieldClassName="w-80 max-w-full phone:w-full"
                value={own?.text ?? text}
                error={reasons.join(' ')}
                onChange={(event) => correct(event.currentTarget.value, true)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey)
                    correct(event.currentTarget.value, false);
                }}
              />
            );
          })}
        </div>
      )}
      {faults.length === 0 && <p className="text-12 text-ok">Corrected, will be loaded</p>}
      {fields.length === 0 && (
        <p className="text-12 text-fg-3">This line can be corrected in the file only.</p>
      )}
    </div>
  );
}

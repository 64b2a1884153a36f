'use client';

import type { ReactNode } from 'react';
import { literalText } from '#components/ui/literal-text.ts';
import { Select, type SelectOption } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Verb } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** `id`: unique in the file. `choice`: one of the options. `how`: more about it. */
export type TableColumn = {
  id: string;
  name: string;
  samples: readonly string[];
  choice: string;
  fault?: string | undefined;
  how: ReactNode;
};

interface ColumnTableProps {
  label?: string | undefined;
  columns: readonly TableColumn[];
  options: readonly SelectOption[];
  onChoice: (column: TableColumn, choice: string) => void;
}

/** What a file's columns are used for. On a phone a row's parts are stacked. */
export function ColumnTable({ label = 'Columns of the file', columns, options, onChoice }: ColumnTableProps) {
  return (
    // Contains visually hidden labels, which would widen the page.
    <div className="relative overflow-x-auto rounded-card border border-line">
      <table aria-label={label} className="w-full min-w-160 text-13 phone:block phone:min-w-0">
        <thead className="border-b border-line bg-sunken text-11 text-fg-3 phone:sr-only">
          <tr>
            {['Column', 'First rows', 'Used for', 'How'].map((head) => (
              <th key={head} scope="col" className="px-3 py-1.5 text-start font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="phone:block">
          {columns.map((column) => (
            <tr
              key={column.id}
              className="border-b border-line align-top last:border-0 phone:grid phone:gap-2 phone:p-3"
            >
              <th
                scope="row"
                className="max-w-50 px-3 py-2.5 text-start font-medium wrap-anywhere phone:max-w-none phone:p-0"
              >
                {column.name}
              </th>
              <td className="max-w-60 px-3 py-2.5 text-12 text-fg-2 phone:-mt-1.5 phone:flex phone:max-w-none phone:min-w-0 phone:flex-wrap phone:gap-x-3 phone:p-0">
                <Samples cells={column.samples} />
              </td>
              <td className="w-56 px-3 py-2 phone:w-auto phone:p-0">
                <Select
                  label={`Use of ${column.name}`}
                  hideLabel
                  value={column.choice}
                  onChange={(event) => onChoice(column, event.currentTarget.value)}
                  options={options}
                  error={column.fault}
                />
              </td>
              <td className="w-80 px-3 py-2 phone:w-auto phone:p-0 phone:empty:hidden">{column.how}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Samples({ cells }: { cells: readonly string[] }) {
  return [...new Set(cells)].map((cell) => (
    <Verbatim key={cell} className="block truncate phone:max-w-full">
      {cell || '–'}
    </Verbatim>
  ));
}

interface KeyOfColumnProps {
  column: string;
  provider: ProviderId;
  /** Those that are set; null: any. */
  keys: readonly string[] | null;
  value: string;
  onKey: (key: string) => void;
}

/** Nothing for labels, which have no key. */
export function KeyOfColumn({ column, provider, keys, value, onKey }: KeyOfColumnProps) {
  const { shape, nouns, rules } = capabilitiesOf(provider);
  if (shape === 'label') return null;
  const field = {
    label: `${nouns.key.charAt(0).toUpperCase()}${nouns.key.slice(1)} of ${column}`,
    hideLabel: true,
    fieldClassName: 'flex-1',
    value,
  };
  return keys ? (
    <Select
      {...field}
      {...literalText}
      placeholder={`${nouns.key} stands in the cell`}
      onChange={(event) => onKey(event.currentTarget.value)}
      options={keys.map((key) => ({ value: key, label: key }))}
    />
  ) : (
    <TextField
      {...field}
      placeholder={`${nouns.key}, or blank`}
      limit={rules.limits.key ?? undefined}
      onChange={(event) => onKey(event.currentTarget.value)}
    />
  );
}

export function explainCells(provider: ProviderId, verb: Verb, key: string): string {
  if (capabilitiesOf(provider).shape === 'label')
    return 'Cells hold labels with semicolons between. A blank cell changes nothing.';
  if (verb === 'remove')
    return key.trim() === ''
      ? 'Cells hold keys with semicolons between. A blank cell changes nothing.'
      : 'Whatever is not blank asks for the removal.';
  return key.trim() === ''
    ? 'Cells hold key=value with semicolons between. A blank cell changes nothing.'
    : 'The cell is the value. A blank cell changes nothing.';
}

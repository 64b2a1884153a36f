'use client';

import { literalText } from '#components/ui/literal-text.ts';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { RunUpload } from '#lib/shared/runs.ts';
import { formatMissing } from '../format-missing.ts';
import { useMissingInFile } from '../use-missing-labels.ts';
import { type ColumnUse, type ColumnUses, choicesFor, fromChoice, toChoice, usageOf } from './column-use.ts';
import type { ProviderStates } from './operation-cards.tsx';

const verbWords = { add: 'Add', remove: 'Remove', update: 'Update', set: 'Set' } as const;
const samplesShown = 3;

interface ColumnTableProps {
  upload: RunUpload;
  uses: ColumnUses;
  states: ProviderStates;
  faults: Record<string, string>;
  onUse: (column: string, use: ColumnUse) => void;
}

/** On a phone a row's parts are stacked. */
export function ColumnTable({ upload, uses, states, faults, onUse }: ColumnTableProps) {
  const choices = choicesFor((provider) => states[provider].connected);
  return (
    // Contains visually hidden labels, which would widen the page.
    <div className="relative overflow-x-auto rounded-card border border-line">
      <table aria-label="Columns of the file" className="w-full min-w-160 text-13 phone:block phone:min-w-0">
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
          {upload.columns.map((column, index) => {
            const use = usageOf(uses, column);
            return (
              <tr
                key={column}
                className="border-b border-line align-top last:border-0 phone:grid phone:gap-2 phone:p-3"
              >
                <th
                  scope="row"
                  className="max-w-50 px-3 py-2.5 text-start font-medium wrap-anywhere phone:max-w-none phone:p-0"
                >
                  {column}
                </th>
                <td className="max-w-60 px-3 py-2.5 text-12 text-fg-2 phone:-mt-1.5 phone:flex phone:max-w-none phone:min-w-0 phone:flex-wrap phone:gap-x-3 phone:p-0">
                  <Samples cells={upload.sample.slice(0, samplesShown).map((row) => row[index] ?? '')} />
                </td>
                <td className="w-56 px-3 py-2 phone:w-auto phone:p-0">
                  <Select
                    label={`Use of ${column}`}
                    hideLabel
                    value={toChoice(use)}
                    onChange={(event) => onUse(column, fromChoice(event.currentTarget.value, use))}
                    options={choices}
                    error={faults[column]}
                  />
                </td>
                <td className="w-80 px-3 py-2 phone:w-auto phone:p-0 phone:empty:hidden">
                  {use.kind === 'mapping' && (
                    <ActOfColumn
                      uploadId={upload.uploadId}
                      column={column}
                      use={use}
                      onUse={(next) => onUse(column, next)}
                      states={states}
                    />
                  )}
                </td>
              </tr>
            );
          })}
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

type MappedUse = Extract<ColumnUse, { kind: 'mapping' }>;

function ActOfColumn({
  uploadId,
  column,
  use,
  onUse,
  states,
}: {
  uploadId: number;
  column: string;
  use: MappedUse;
  onUse: (use: MappedUse) => void;
  states: ProviderStates;
}) {
  const { verbs, shape, nouns, rules } = capabilitiesOf(use.provider);
  const { keys } = states[use.provider];
  const keyLabel = `${nouns.key.charAt(0).toUpperCase()}${nouns.key.slice(1)} of ${column}`;
  const { provider, verb } = use;
  const missing = useMissingInFile(uploadId, { column, provider, enabled: verb !== 'remove' });
  const warning = formatMissing(
    provider,
    missing.map(({ label }) => label),
  );
  return (
    <div className="flex flex-col gap-1">
      <div className="flex gap-1.5">
        <Select
          label={`Change of ${column}`}
          hideLabel
          {...(warning !== null && { warning, fieldClassName: 'flex-1' })}
          value={use.verb}
          onChange={(event) => {
            const next = verbs.find((each) => each === event.currentTarget.value);
            if (next) onUse({ ...use, verb: next });
          }}
          options={verbs.map((verb) => ({ value: verb, label: verbWords[verb] }))}
        />
        {shape !== 'label' &&
          (keys ? (
            <Select
              label={keyLabel}
              hideLabel
              {...literalText}
              fieldClassName="flex-1"
              placeholder={`${nouns.key} stands in the cell`}
              value={use.key}
              onChange={(event) => onUse({ ...use, key: event.currentTarget.value })}
              options={keys.map((key) => ({ value: key, label: key }))}
            />
          ) : (
            <TextField
              label={keyLabel}
              hideLabel
              fieldClassName="flex-1"
              placeholder={`${nouns.key}, or blank`}
              limit={rules.limits.key ?? undefined}
              value={use.key}
              onChange={(event) => onUse({ ...use, key: event.currentTarget.value })}
            />
          ))}
      </div>
      <p className="text-12 text-fg-3">{explainCells(use, shape === 'label')}</p>
    </div>
  );
}

function explainCells({ verb, key }: MappedUse, isLabel: boolean): string {
  if (isLabel) return 'Cells hold labels with semicolons between. A blank cell changes nothing.';
  if (verb === 'remove')
    return key.trim() === ''
      ? 'Cells hold keys with semicolons between. A blank cell changes nothing.'
      : 'Whatever is not blank asks for the removal.';
  return key.trim() === ''
    ? 'Cells hold key=value with semicolons between. A blank cell changes nothing.'
    : 'The cell is the value. A blank cell changes nothing.';
}

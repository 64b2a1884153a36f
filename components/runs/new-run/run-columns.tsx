'use client';

import { Select } from '#components/ui/select.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { RunUpload } from '#lib/shared/runs.ts';
import { formatMissing } from '../format-missing.ts';
import { useMissingInFile } from '../use-missing-labels.ts';
import { ColumnTable, explainCells, KeyOfColumn } from './column-table.tsx';
import { type ColumnUse, type ColumnUses, choicesFor, fromChoice, toChoice, usageOf } from './column-use.ts';
import type { ProviderStates } from './operation-cards.tsx';

const verbWords = { add: 'Add', remove: 'Remove', update: 'Update', set: 'Set' } as const;
const samplesShown = 3;

interface RunColumnsProps {
  label?: string;
  upload: RunUpload;
  uses: ColumnUses;
  states: ProviderStates;
  faults: Record<string, string>;
  onUse: (column: string, use: ColumnUse) => void;
}

export function RunColumns({ label, upload, uses, states, faults, onUse }: RunColumnsProps) {
  return (
    <ColumnTable
      label={label}
      columns={upload.columns.map((name, index) => {
        const use = usageOf(uses, name);
        return {
          ...{ id: name, name, choice: toChoice(use), fault: faults[name] },
          samples: upload.sample.slice(0, samplesShown).map((row) => row[index] ?? ''),
          how: use.kind === 'mapping' && (
            <OperationOfColumn
              uploadId={upload.uploadId}
              column={name}
              use={use}
              onUse={(next) => onUse(name, next)}
              states={states}
            />
          ),
        };
      })}
      options={choicesFor((provider) => states[provider].connected)}
      onChoice={({ name }, choice) => onUse(name, fromChoice(choice, usageOf(uses, name)))}
    />
  );
}

type MappedUse = Extract<ColumnUse, { kind: 'mapping' }>;

function OperationOfColumn({
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
  const { provider, verb } = use;
  const { verbs } = capabilitiesOf(provider);
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
          value={verb}
          onChange={(event) => {
            const next = verbs.find((each) => each === event.currentTarget.value);
            if (next) onUse({ ...use, verb: next });
          }}
          options={verbs.map((each) => ({ value: each, label: verbWords[each] }))}
        />
        <KeyOfColumn
          column={column}
          provider={provider}
          keys={states[provider].keys}
          value={use.key}
          onKey={(key) => onUse({ ...use, key })}
        />
      </div>
      <p className="text-12 text-fg-3">{explainCells(provider, verb, use.key)}</p>
    </div>
  );
}

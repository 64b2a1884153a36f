'use client';

import { ColumnTable, explainCells, KeyOfColumn } from '#components/runs/new-run/column-table.tsx';
import type { ProviderStates } from '#components/runs/new-run/operation-cards.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { keyOfColumn } from '#lib/shared/filter/columns.ts';
import { mayRepeat } from '#lib/shared/guess-columns.ts';
import {
  adviseOnColumns,
  columnsOf,
  type ImportUse,
  importColumns,
  type PreviewColumn,
} from '#lib/shared/imports.ts';

const notUsed = 'none';

const options = [
  { value: notUsed, label: 'Not used' },
  { value: 'name', label: 'Name' },
  { value: 'email', label: 'E-mail' },
  ...providerIds.map((id) => ({ value: columnsOf[id].id, label: capabilitiesOf(id).nouns.externalId })),
  ...providerIds.map((id) => {
    const { label, nouns } = capabilitiesOf(id);
    return { value: columnsOf[id].tags, label: `${label}: ${nouns.tags}` };
  }),
];

interface ImportColumnsProps {
  columns: readonly PreviewColumn[];
  uses: readonly ImportUse[];
  states: ProviderStates;
  onUses: (uses: ImportUse[], isTyping: boolean) => void;
}

export function ImportColumns({ columns, uses, states, onUses }: ImportColumnsProps) {
  const change = (at: number, use: ImportUse, isTyping: boolean) =>
    // What one column alone can be is taken from the other.
    onUses(
      uses.map((other, index) =>
        index === at ? use : use !== null && other === use && !mayRepeat(use) ? null : other,
      ),
      isTyping,
    );
  return (
    <div className="flex flex-col gap-1.5">
      {adviseOnColumns(uses).map((sentence) => (
        <p key={sentence} className="text-12 text-warn">
          {sentence}
        </p>
      ))}
      <ColumnTable
        columns={columns.map(({ name, sample }, index) => {
          const use = uses[index] ?? null;
          const shown = name || `column ${index + 1}`;
          const provider = providerOfTags(use);
          return {
            ...{ id: String(index), name: shown, samples: sample, choice: toChoice(use) },
            how: provider && (
              <KeyOf
                column={shown}
                provider={provider}
                value={keyOfColumn(use ?? '')?.key ?? ''}
                states={states}
                onKey={(key) =>
                  change(
                    index,
                    key.trim() === '' ? columnsOf[provider].tags : toKeyColumn(provider, key),
                    true,
                  )
                }
              />
            ),
          };
        })}
        options={options}
        onChoice={({ id }, choice) =>
          change(Number(id), importColumns.find((column) => column === choice) ?? null, false)
        }
      />
    </div>
  );
}

function KeyOf({
  states,
  ...field
}: {
  column: string;
  provider: ProviderId;
  value: string;
  states: ProviderStates;
  onKey: (key: string) => void;
}) {
  const { provider, value } = field;
  return (
    <div className="flex flex-col gap-1">
      <KeyOfColumn {...field} keys={states[provider].keys} />
      <p className="text-12 text-fg-3">{explainCells(provider, 'add', value)}</p>
    </div>
  );
}

function providerOfTags(use: ImportUse): ProviderId | null {
  const named = keyOfColumn(use ?? '')?.provider;
  return named ?? providerIds.find((id) => columnsOf[id].tags === use) ?? null;
}

function toChoice(use: ImportUse): string {
  const provider = providerOfTags(use);
  if (provider !== null) return columnsOf[provider].tags;
  return importColumns.find((column) => column === use) ?? notUsed;
}

function toKeyColumn(provider: ProviderId, key: string): ImportUse {
  return `${provider}.${key}`;
}

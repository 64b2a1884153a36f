'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { useSuggestions } from '#components/tags/use-suggestions.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { isProviderId, type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { defaultColumns, fixedColumns, keyOfColumn, maxColumns } from '#lib/shared/filter/columns.ts';
import { hasLabels, providerNames } from '#lib/shared/filter/fields.ts';
import type { OnWidths } from './column-widths.ts';
import {
  type ColumnLayout,
  type ColumnWidths,
  columnSize,
  fitWidth,
  maxColumnWidth,
  minColumnWidth,
} from './column-widths.ts';

export interface ColumnsEditorProps {
  columns: readonly string[];
  onColumns: (columns: readonly string[]) => void;
  layout: ColumnLayout;
  onWidths: OnWidths;
}

const words: Record<string, string> = {
  email: 'E-mail',
  identities: 'Identities',
  tags: 'Number of tags',
  changed: 'Last change',
};

/** The usual ones, and one for any key at providers with values. */
export function ColumnsEditor({ columns, onColumns, layout, onWidths }: ColumnsEditorProps) {
  const keys = columns.flatMap((id) => {
    const key = keyOfColumn(id);
    return key ? [{ id, ...key }] : [];
  });
  const without = (id: string) => onColumns(columns.filter((each) => each !== id));
  const add = (id: string) => {
    if (!columns.includes(id) && columns.length < maxColumns) onColumns(inOrder([...columns, id]));
  };
  const width = (id: string, name: string) =>
    layout.columns.includes(id) && (
      <WidthField
        name={name}
        width={Math.round(columnSize(id, layout))}
        onWidth={(chosen) => onWidths({ [id]: chosen })}
      />
    );
  return (
    <div className="flex flex-col gap-1 p-3">
      <div className={rowClass}>
        <Checkbox checked disabled>
          Name
        </Checkbox>
        {width('name', 'Name')}
      </div>
      {fixedColumns.map((id) => {
        const name = isProviderId(id) ? `Tags at ${providerNames[id]}` : (words[id] ?? id);
        return (
          <div key={id} className={rowClass}>
            <Checkbox
              checked={columns.includes(id)}
              disabled={columns.length === 1 && columns.includes(id)}
              onChange={(event) => (event.currentTarget.checked ? add(id) : without(id))}
            >
              {name}
            </Checkbox>
            {width(id, name)}
          </div>
        );
      })}
      {keys.map(({ id, provider, key }) => (
        <span key={id} className={rowClass}>
          <ProviderMark provider={provider} size="small" name={providerNames[provider]} />
          <span className="min-w-0 flex-1 truncate">{key}</span>
          <IconButton
            size="small"
            label={`Hide ${key}`}
            icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
            onClick={() => without(id)}
          />
          {width(id, `${key} at ${providerNames[provider]}`)}
        </span>
      ))}
      {providerIds
        .filter((id) => !hasLabels(id))
        .map((id) => (
          <KeyField key={id} provider={id} onKey={(key) => add(`${id}.${key}`)} />
        ))}
      <div className="flex gap-2 pt-1">
        <Button size="small" look="quiet" onClick={() => onColumns(defaultColumns)}>
          Usual columns
        </Button>
        <Button size="small" look="quiet" onClick={() => onWidths(usual(layout.widths))}>
          Usual widths
        </Button>
      </div>
    </div>
  );
}

const rowClass = 'flex min-h-7 items-center gap-2';

function usual(widths: ColumnWidths): Record<string, null> {
  return Object.fromEntries(Object.keys(widths).map((column) => [column, null]));
}

/** Without dragging: type a number or press arrow keys. */
function WidthField({
  name,
  width,
  onWidth,
}: {
  name: string;
  width: number;
  onWidth: (width: number) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="number"
      aria-label={`Width of ${name} in pixels`}
      min={minColumnWidth}
      max={maxColumnWidth}
      step={10}
      value={typed ?? width}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        if (text !== '' && fitWidth(Number(text)) === Number(text)) onWidth(Number(text));
      }}
      onBlur={() => setTyped(null)}
      className="ms-auto h-6 w-16 rounded-mark border border-line-control bg-surface px-1.5 text-end text-12 text-fg tabular-nums"
    />
  );
}

/** A key's column stands beside its provider's. */
function inOrder(columns: readonly string[]): string[] {
  const place = (id: string) => {
    const provider = keyOfColumn(id)?.provider;
    const fixed = fixedColumns.findIndex((each) => each === (provider ?? id));
    return fixed + (provider ? 0.5 : 0);
  };
  return columns.toSorted((left, right) => place(left) - place(right));
}

function KeyField({ provider, onKey }: { provider: ProviderId; onKey: (key: string) => void }) {
  const [text, setText] = useState('');
  const suggestions = useSuggestions(provider, text, { active: true });
  const take = (key: string) => {
    setText('');
    if (key.trim() !== '') onKey(key.trim());
  };
  return (
    <Combobox
      label={`A column for one key at ${providerNames[provider]}`}
      text={text}
      onTextChange={setText}
      options={suggestions.map(({ key }) => ({ value: key, label: key }))}
      onPick={(option) => take(option.value)}
      onSubmitText={take}
    />
  );
}

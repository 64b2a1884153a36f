'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { useSuggestions } from '#components/tags/use-suggestions.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { isProviderId, type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { defaultColumns, fixedColumns, keyOfColumn, mostColumns } from '#lib/query/columns.ts';
import { hasLabels, providerNames } from '#lib/query/fields.ts';

interface ColumnsEditorProps {
  columns: readonly string[];
  onColumns: (columns: readonly string[]) => void;
}

const words: Record<string, string> = {
  email: 'E-mail',
  identities: 'Identities',
  tags: 'Number of tags',
  changed: 'Last change',
};

/** Which columns are shown: the usual ones, and one for any key at a provider whose tags have values. */
export function ColumnsEditor({ columns, onColumns }: ColumnsEditorProps) {
  const keys = columns.flatMap((id) => {
    const key = keyOfColumn(id);
    return key ? [{ id, ...key }] : [];
  });
  const without = (id: string) => onColumns(columns.filter((each) => each !== id));
  const add = (id: string) => {
    if (!columns.includes(id) && columns.length < mostColumns) onColumns(inOrder([...columns, id]));
  };
  return (
    <div className="flex flex-col gap-2 p-3">
      {fixedColumns.map((id) => (
        <Checkbox
          key={id}
          checked={columns.includes(id)}
          disabled={columns.length === 1 && columns.includes(id)}
          onChange={(event) => (event.currentTarget.checked ? add(id) : without(id))}
        >
          {isProviderId(id) ? `Tags at ${providerNames[id]}` : words[id]}
        </Checkbox>
      ))}
      {keys.map(({ id, provider, key }) => (
        <span key={id} className="flex items-center gap-2">
          <ProviderMark provider={provider} size="small" name={providerNames[provider]} />
          <span className="min-w-0 flex-1 truncate">{key}</span>
          <IconButton
            size="small"
            label={`Hide ${key}`}
            icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
            onClick={() => without(id)}
          />
        </span>
      ))}
      {providerIds
        .filter((id) => !hasLabels(id))
        .map((id) => (
          <KeyField key={id} provider={id} onKey={(key) => add(`${id}.${key}`)} />
        ))}
      <Button size="small" look="quiet" onClick={() => onColumns(defaultColumns)}>
        Usual columns
      </Button>
    </div>
  );
}

/** A key's column stands beside its provider's; the rest keeps the usual order. */
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

'use client';

import { type FormEvent, useState } from 'react';
import { useZone } from '#components/history/use-zone.ts';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { isProviderId } from '#lib/providers/ids.ts';
import { type FieldName, fields } from '#lib/shared/filter/fields.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';

/** Provider fields have their own controls. */
const offered = fields.filter(({ name }) => !isProviderId(name) && name !== 'has' && name !== 'no');

/** All other fields, checked as in the search box. */
export function FieldCondition({ onCondition }: { onCondition: (condition: FilterNode) => void }) {
  const [name, setName] = useState<FieldName>('changed');
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const zone = useZone();
  const field = offered.find((each) => each.name === name);

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseFilter(fieldText(name, text));
    if (!parsed.ok) return setFault(parsed.message);
    if (parsed.filter === null) return;
    setText('');
    setFault(null);
    onCondition(parsed.filter);
  }

  return (
    <form onSubmit={submit} noValidate className="flex items-start gap-1.5">
      <Select
        label="Other condition"
        hideLabel
        value={name}
        onChange={(event) => {
          const chosen = offered.find((each) => each.name === event.currentTarget.value);
          if (chosen) setName(chosen.name);
          setFault(null);
        }}
        options={offered.map((each) => ({ value: each.name, label: each.name }))}
      />
      <TextField
        label={`What “${name}” is to be`}
        hideLabel
        fieldClassName="flex-1"
        placeholder={field?.example.slice(name.length + 1)}
        hint={hintOf(name, zone)}
        error={fault ?? undefined}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit">Add</Button>
    </form>
  );
}

function hintOf(name: FieldName, zone: string): string | undefined {
  if (name === 'untagged') return 'carries no tag at the provider; left empty: anywhere';
  const meaning = offered.find((each) => each.name === name)?.meaning;
  return name === 'changed' ? `${meaning} (in ${zone})` : meaning;
}

/** `untagged` alone means anywhere. */
export function fieldText(name: FieldName, typed: string): string {
  const value = typed.trim();
  return name === 'untagged' && value === '' ? name : `${name}:${value}`;
}

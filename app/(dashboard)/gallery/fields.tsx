'use client';

import { useState } from 'react';
import { Combobox, type ComboboxOption } from '#components/ui/combobox.tsx';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Part } from './part.tsx';

const plans = ['free', 'team', 'enterprise'];
const tags = ['newsletter', 'prospect', '日本語のタグ', 'وسم'];

export function Fields() {
  const [search, setSearch] = useState('vero:prospect');
  const [tag, setTag] = useState('');
  const options: ComboboxOption[] = tags
    .filter((name) => name.includes(tag))
    .map((name) => ({ value: name, label: name }));
  return (
    <Part title="Fields">
      <TextField label="Empty" placeholder="What belongs here" />
      <TextField label="With help" hint="Quiet help under the field." defaultValue="Íñigo Ibáñez" />
      <TextField label="With a warning" warning="Allowed, but not advised." defaultValue="VIP" />
      <TextField label="With an error" error="A tag has at most 50 characters." defaultValue="too long" />
      <TextField label="With a limit" limit={20} defaultValue="nineteen characters" />
      <TextField label="Disabled" disabled defaultValue="cannot be changed" />
      <TextField label="Large" size="large" defaultValue="in dialogs" />
      <SearchField label="Empty search" value="" onValueChange={() => undefined} shortcut="/" />
      <SearchField label="Search" value={search} onValueChange={setSearch} />
      <Select label="Choice" options={plans.map((value) => ({ value, label: value }))} />
      <Select
        label="Choice with an error"
        error="Choose one."
        placeholder="Choose"
        defaultValue=""
        options={plans.map((value) => ({ value, label: value, disabled: value === 'enterprise' }))}
      />
      <Select label="Choice disabled" disabled options={[{ value: 'free', label: 'free' }]} />
      <Combobox
        label="Combobox"
        text={tag}
        onTextChange={setTag}
        options={options}
        onPick={({ value }) => setTag(value)}
        createLabel={tag === '' ? undefined : `Create “${tag}”`}
        placeholder="Add tag"
      />
      <Combobox
        label="Combobox with an error"
        error="Vero allows at most 50 characters."
        text="too long"
        onTextChange={() => undefined}
        options={[]}
        onPick={() => undefined}
      />
      <Combobox
        label="Combobox disabled"
        disabled
        text=""
        onTextChange={() => undefined}
        options={[]}
        onPick={() => undefined}
      />
      <FileDrop label="Choose a CSV file, or drop it here" hint="At most 100 MB." onFile={() => undefined} />
      <FileDrop label="A file that was refused" error="This is not a CSV file." onFile={() => undefined} />
      <FileDrop label="A file that nobody may choose" disabled onFile={() => undefined} />
    </Part>
  );
}

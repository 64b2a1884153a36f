'use client';

import { type KeyboardEvent, useState } from 'react';
import { useController } from 'react-hook-form';
import { Combobox } from '#components/ui/combobox.tsx';
import { countOf } from '#components/ui/count.ts';
import { isComposing } from '#components/ui/is-composing.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { EditorFrame } from './editor-frame.tsx';
import { LengthCounter } from './length-counter.tsx';
import { useSuggestions } from './use-suggestions.ts';
import { type EditorProps, useTagForm } from './use-tag-form.ts';

interface LabelEditorProps extends EditorProps {
  onBackspaceEmpty: (event: KeyboardEvent) => void;
  /** By typing, too. */
  onLeave: () => void;
}

/** Enter adds, Backspace in the empty field marks the last chip and then removes it. */
export function LabelEditor({ provider, held, resting, onBackspaceEmpty, onLeave }: LabelEditorProps) {
  const { form, typed, capabilities, errorAt, warning, submit, addPicked, paste } = useTagForm({
    provider,
    held,
    resting,
  });
  const { field } = useController({ control: form.control, name: 'key' });
  const [active, setActive] = useState(false);
  // With an empty field the list opens on request only: it would cover what comes next.
  const [browsing, setBrowsing] = useState(false);
  const suggestions = useSuggestions(provider, typed.key, { active });
  const { label, nouns, freeText, rules } = capabilities;
  const text = typed.key.trim();
  const error = errorAt('key');
  const isListed = typed.key !== '' || browsing;
  const options = (isListed ? suggestions : []).map(({ key, count }) => {
    const present = held.some((tag) => tag.key === key);
    const users = countOf(count, 'user');
    return { value: key, label: key, note: present ? 'already here' : users, disabled: present };
  });
  const isKnown = suggestions.some(({ key }) => key === text) || held.some(({ key }) => key === text);
  const create = freeText ? `Create “${text}” at ${label}` : `Add “${text}” as typed`;

  return (
    <EditorFrame
      provider={provider}
      resting={resting}
      paste={paste}
      onSubmit={submit}
      onFocus={() => setActive(true)}
      onClickCapture={() => setBrowsing(true)}
      onBlur={() => {
        setBrowsing(false);
        onLeave();
      }}
      onKeyDownCapture={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setBrowsing(true);
      }}
    >
      <div className="relative">
        <Combobox
          label="Add tag"
          hideLabel
          placeholder={`Add ${nouns.tag}, Enter to add`}
          ref={field.ref}
          text={field.value}
          onTextChange={(next) => {
            onLeave();
            field.onChange(next);
          }}
          options={options}
          onPick={(option) => {
            setBrowsing(false);
            addPicked(option.value);
          }}
          onSubmitText={() => {
            setBrowsing(false);
            void submit();
          }}
          createLabel={error || isKnown ? null : create}
          onBackspaceEmpty={onBackspaceEmpty}
          trailing={<Kbd keys={['T']} />}
          error={error}
          warning={error ? undefined : warning}
        />
        <LengthCounter text={text} limit={rules.limits.key} />
      </div>
    </EditorFrame>
  );
}

'use client';

import { useRef } from 'react';
import { useController } from 'react-hook-form';
import { Button } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { EditorFrame } from './editor-frame.tsx';
import { SuggestingField } from './suggesting-field.tsx';
import { type EditorProps, useTagForm } from './use-tag-form.ts';

export function TypedValueEditor({ provider, held, resting }: EditorProps) {
  const { form, typed, capabilities, fixedKeys, isValid, errorAt, warning, submit, paste } = useTagForm({
    provider,
    held,
    resting,
  });
  const { field } = useController({ control: form.control, name: 'key' });
  const value = useRef<HTMLInputElement>(null);
  const { ref: registerValue, ...valueField } = form.register('value');
  const { label, rules } = capabilities;

  const types = fixedKeys ?? [];
  const empty = types.filter((type) => !held.some((tag) => tag.key === type));
  const wanted = typed.key.trim().toLowerCase();
  const options = empty
    .filter((type) => type.toLowerCase().includes(wanted))
    .map((type) => ({ value: type, label: type, note: 'empty' }));

  if (fixedKeys !== null && types.length === 0) {
    return (
      <p className="text-12 text-fg-3">
        No tag types are configured for {label}: an administrator can set them up.
      </p>
    );
  }
  if (fixedKeys !== null && empty.length === 0)
    return <p className="text-12 text-fg-3">Every type has a value: edit it in its row.</p>;

  const choose = (type: string) => {
    form.setValue('key', type, { shouldValidate: true, shouldDirty: true });
    value.current?.focus();
  };

  return (
    <EditorFrame provider={provider} resting={resting} paste={paste} onSubmit={submit}>
      <div className="flex items-start gap-1.5 phone:flex-wrap">
        <Combobox
          label="Type"
          hideLabel
          placeholder="Type"
          fieldClassName="flex-1 phone:basis-full"
          ref={field.ref}
          text={field.value}
          onTextChange={field.onChange}
          options={options}
          onPick={(option) => choose(option.value)}
          onSubmitText={() => {
            const [only] = options;
            if (options.length === 1 && only) choose(only.value);
            else value.current?.focus();
          }}
          trailing={fixedKeys === null ? undefined : `${empty.length} free`}
          emptyText={`No empty type is called “${typed.key.trim()}”.`}
          error={errorAt('key')}
          warning={warning}
        />
        <SuggestingField
          provider={provider}
          of={typed.key.trim()}
          text={typed.value}
          onTake={(text) => form.setValue('value', text, { shouldValidate: true, shouldDirty: true })}
          label="Value"
          hideLabel
          placeholder="Value"
          fieldClassName="flex-[1.3] phone:basis-full"
          limit={rules.limits.value ?? undefined}
          error={errorAt('value')}
          {...valueField}
          ref={(element) => {
            registerValue(element);
            value.current = element;
          }}
        />
        <Button type="submit" disabled={!isValid} className="phone:flex-1">
          Add
        </Button>
      </div>
    </EditorFrame>
  );
}

'use client';

import { useRef, useState } from 'react';
import { SuggestingField } from '#components/tags/suggesting-field.tsx';
import { useSuggestions } from '#components/tags/use-suggestions.ts';
import { Combobox } from '#components/ui/combobox.tsx';
import { countOf } from '#components/ui/count.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { SelectionVerb } from './selection-preview.ts';
import type { SelectionForm } from './use-selection-form.ts';

interface SelectionFieldsProps {
  verb: SelectionVerb;
  provider: ProviderId;
  form: SelectionForm;
}

/** By the provider's shape, as in the editor of one user. */
export function SelectionFields({ verb, provider, form }: SelectionFieldsProps) {
  const { capabilities, fixedKeys } = form;
  const value = useRef<HTMLInputElement>(null);
  const toValue = () => (form.hasValue ? value.current?.focus() : void form.submit());
  return (
    <>
      {capabilities.shape === 'label' ? (
        <LabelField verb={verb} provider={provider} form={form} />
      ) : fixedKeys === null ? (
        <SuggestingField
          provider={provider}
          of={null}
          text={form.key}
          onTake={(key) => {
            form.setKey(key);
            toValue();
          }}
          label="Key"
          size="large"
          fieldClassName="flex-1"
          limit={capabilities.rules.limits.key ?? undefined}
          error={form.errorAt('key')}
          warning={form.warning}
          value={form.key}
          onChange={(event) => form.setKey(event.currentTarget.value)}
        />
      ) : (
        <Combobox
          label="Type"
          size="large"
          className="flex-1"
          text={form.key}
          onTextChange={form.setKey}
          options={fixedKeys
            .filter((type) => type !== form.key && type.toLowerCase().includes(form.key.trim().toLowerCase()))
            .map((type) => ({ value: type, label: type }))}
          onPick={(option) => {
            form.setKey(option.value);
            toValue();
          }}
          onSubmitText={toValue}
          error={form.errorAt('key')}
          warning={form.warning}
        />
      )}
      {form.hasValue && (
        <SuggestingField
          ref={value}
          provider={provider}
          of={form.key.trim()}
          text={form.value}
          onTake={form.setValue}
          label="Value"
          size="large"
          fieldClassName="flex-1"
          limit={capabilities.rules.limits.value ?? undefined}
          error={form.errorAt('value')}
          value={form.value}
          onChange={(event) => form.setValue(event.currentTarget.value)}
        />
      )}
    </>
  );
}

function LabelField({ verb, provider, form }: SelectionFieldsProps) {
  const { capabilities } = form;
  const [active, setActive] = useState(false);
  const suggestions = useSuggestions(provider, form.key, { active });
  const text = form.key.trim();
  const error = form.errorAt('key');
  const isKnown = suggestions.some(({ key }) => key === text);
  const isNew = verb === 'add' && capabilities.freeText && form.preview !== null && !isKnown;
  return (
    <div className="min-w-0 flex-1" onInput={() => setActive(true)}>
      <Combobox
        label={verb === 'add' ? 'Add tag' : 'Remove tag'}
        size="large"
        text={form.key}
        onTextChange={form.setKey}
        // Over a known tag the list would only cover what it does.
        options={(form.key === '' || isKnown ? [] : suggestions).map(({ key, count }) => ({
          value: key,
          label: key,
          note: countOf(count, 'user'),
        }))}
        onPick={(option) => form.setKey(option.value)}
        onSubmitText={() => void form.submit()}
        hint={isNew ? `New at ${capabilities.label}` : undefined}
        error={error}
        warning={form.warning}
      />
    </div>
  );
}

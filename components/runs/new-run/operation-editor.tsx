'use client';

import { useState } from 'react';
import { useController } from 'react-hook-form';
import { LengthCounter } from '#components/tags/length-counter.tsx';
import { useSettled, useSuggestions } from '#components/tags/use-suggestions.ts';
import { Button } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { countOf } from '#components/ui/count.ts';
import { literalText } from '#components/ui/literal-text.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ProviderId } from '#lib/providers/ids.ts';
import { formatMissing } from '../format-missing.ts';
import { useMissingLabels } from '../use-missing-labels.ts';
import { explainVerb } from './operation-rules.ts';
import { useOperationForm } from './use-operation-form.ts';
import type { RunOperations } from './use-run-operations.ts';

const verbWords = { add: 'Add', remove: 'Remove', update: 'Update', set: 'Set' } as const;

interface OperationEditorProps {
  provider: ProviderId;
  fixedKeys: readonly string[] | null;
  runOperations: RunOperations;
}

/** Fields by the provider's shape; Enter adds. */
export function OperationEditor({ provider, fixedKeys, runOperations }: OperationEditorProps) {
  const { form, paste, capabilities, verb, key, hasValue, isValid, errorAt, warning, submit } =
    useOperationForm(provider, fixedKeys, runOperations);
  const { field } = useController({ control: form.control, name: 'key' });
  const [active, setActive] = useState(false);
  const suggestions = useSuggestions(provider, key, { active: active && fixedKeys === null });
  const { panel, ...pasting } = paste;
  const { label, nouns, rules, shape, verbs } = capabilities;
  const settled = useSettled(key.trim());
  const missing = formatMissing(provider, useMissingLabels(provider, verb === 'remove' ? [] : [settled]));
  const options = fixedKeys
    ? fixedKeys
        .filter((type) => type.toLowerCase().includes(key.trim().toLowerCase()))
        .map((type) => ({ value: type, label: type }))
    : suggestions.map((each) => ({ value: each.key, label: each.key, note: countOf(each.count, 'user') }));
  return (
    <form
      {...pasting}
      aria-label={`Change in ${label}`}
      className="flex min-w-0 flex-col gap-2"
      onSubmit={(event) => void submit(event)}
      onFocus={() => setActive(true)}
    >
      <Segmented
        label={`What to do at ${label}`}
        value={verb}
        onValueChange={(next) => form.setValue('verb', next, { shouldValidate: true })}
        options={verbs.map((each) => ({ value: each, label: verbWords[each] }))}
      />
      {panel}
      <div className="flex items-start gap-1.5 phone:flex-wrap">
        <div className="relative flex-1 phone:basis-full">
          <Combobox
            label={nouns.key.charAt(0).toUpperCase() + nouns.key.slice(1)}
            ref={field.ref}
            text={field.value}
            onTextChange={field.onChange}
            options={options}
            onPick={({ value }) => form.setValue('key', value, { shouldValidate: true, shouldDirty: true })}
            onSubmitText={() => (hasValue ? form.setFocus('value') : void submit())}
            error={errorAt('key')}
            warning={warning ?? (errorAt('key') ? undefined : (missing ?? undefined))}
          />
          <span className="absolute inset-x-0 top-5">
            <LengthCounter text={key.trim()} limit={rules.limits.key} />
          </span>
        </div>
        {hasValue && (
          <TextField
            label="Value"
            fieldClassName="flex-[1.3] phone:basis-full"
            limit={rules.limits.value ?? undefined}
            error={errorAt('value')}
            {...literalText}
            {...form.register('value')}
          />
        )}
        <Button type="submit" disabled={!isValid} className="mt-5 phone:mt-0 phone:flex-1">
          Add change
        </Button>
      </div>
      <p className="text-12 text-fg-3">{explainVerb(shape, verb)}</p>
    </form>
  );
}

'use client';

import { Button } from '#components/ui/button.tsx';
import { EditorFrame } from './editor-frame.tsx';
import { SuggestingField } from './suggesting-field.tsx';
import { type EditorProps, useTagForm } from './use-tag-form.ts';

export function KeyValueEditor({ provider, held, resting }: EditorProps) {
  const { form, typed, capabilities, isValid, errorAt, warning, submit, paste } = useTagForm({
    provider,
    held,
    resting,
  });
  const { rules } = capabilities;
  const set = (field: 'key' | 'value', text: string) =>
    form.setValue(field, text, { shouldValidate: true, shouldDirty: true });
  const submitAndReturn = async () => {
    await submit();
    // The next tag starts at its key.
    if (form.getValues('key') === '') form.setFocus('key');
  };

  return (
    <EditorFrame provider={provider} resting={resting} paste={paste} onSubmit={() => void submitAndReturn()}>
      <div className="flex items-start gap-1.5 phone:flex-wrap">
        <SuggestingField
          provider={provider}
          of={null}
          text={typed.key}
          without={held.map(({ key }) => key)}
          onTake={(key) => {
            set('key', key);
            form.setFocus('value');
          }}
          label="Key"
          fieldClassName="flex-1 phone:basis-full"
          limit={rules.limits.key ?? undefined}
          error={errorAt('key')}
          warning={warning}
          {...form.register('key')}
        />
        <SuggestingField
          provider={provider}
          of={typed.key.trim()}
          text={typed.value}
          onTake={(value) => set('value', value)}
          label="Value"
          fieldClassName="flex-[1.4] phone:basis-full"
          limit={rules.limits.value ?? undefined}
          error={errorAt('value')}
          {...form.register('value')}
        />
        <Button type="submit" disabled={!isValid} className="mt-5 phone:mt-0 phone:flex-1">
          Add
        </Button>
      </div>
    </EditorFrame>
  );
}

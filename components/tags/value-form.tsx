'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useMemo } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** Changes the value of a tag in its row: Enter or “Save” sends, Escape or “Cancel” leaves it as it was. */
export function ValueForm({
  provider,
  tag,
  onSave,
  onCancel,
}: {
  provider: ProviderId;
  tag: { key: string; value: string | null };
  onSave: (value: string) => void;
  onCancel: () => void;
}) {
  const { rules } = capabilitiesOf(provider);
  const resolver = useMemo(
    () => zodResolver(z.object({ value: rules.value ?? z.string() }), undefined, { mode: 'sync' }),
    [rules],
  );
  const form = useForm<{ value: string }>({
    resolver,
    mode: 'onChange',
    defaultValues: { value: tag.value ?? '' },
  });
  const { errors, isValid } = form.formState;
  const { setFocus } = form;
  useEffect(() => setFocus('value', { shouldSelect: true }), [setFocus]);

  return (
    <form
      method="dialog"
      aria-label={`Edit ${tag.key}`}
      className="col-span-full col-start-2 flex min-w-0 items-start gap-1.5 py-1 @max-xs:col-start-1 phone:col-start-1"
      onSubmit={form.handleSubmit(({ value }) => onSave(value))}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      <TextField
        label="Value"
        hideLabel
        {...literalText}
        fieldClassName="flex-1"
        limit={rules.limits.value ?? undefined}
        error={errors.value?.message}
        {...form.register('value')}
      />
      <span className="flex items-center gap-1 pt-0.5 phone:pt-1">
        <Button type="submit" look="primary" size="small" disabled={!isValid}>
          Save
        </Button>
        <Button look="quiet" size="small" onClick={onCancel}>
          Cancel
        </Button>
      </span>
    </form>
  );
}

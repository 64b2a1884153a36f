'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useMemo } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useKeptDraft } from '#components/kept/use-kept-draft.ts';
import { Button } from '#components/ui/button.tsx';
import { isComposing } from '#components/ui/is-composing.ts';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { spellOut } from '#lib/providers/text-signs.ts';
import { useEdits } from './edits-context.tsx';

/** The kept-store name of a value being edited. */
export function keptRow(userId: number, provider: ProviderId): string {
  return `user/${userId}/${provider}/row`;
}

/** Enter or “Save” sends, Escape or “Cancel” restores. */
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
  const { setFocus, setValue, watch } = form;
  const { user } = useEdits();
  const { note, forget } = useKeptDraft<{ key: string; value: string }>(
    keptRow(user.id, provider),
    ({ key, value }) => key === tag.key && setValue('value', value, { shouldValidate: true }),
  );
  const typed = watch('value');
  const isTyped = typed !== (tag.value ?? '');
  useEffect(() => note(isTyped ? { key: tag.key, value: typed } : null), [note, isTyped, tag.key, typed]);
  const cancel = () => {
    forget();
    onCancel();
  };
  const advice = rules.advise({ key: '', value: typed });
  useEffect(() => setFocus('value', { shouldSelect: true }), [setFocus]);

  return (
    <form
      method="dialog"
      aria-label={spellOut(`Edit ${tag.key}`)}
      className="col-span-full col-start-2 flex min-w-0 items-start gap-1.5 py-1 @max-xs:col-start-1 phone:col-start-1"
      onSubmit={form.handleSubmit(({ value }) => {
        forget();
        onSave(value);
      })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.preventDefault();
        cancel();
      }}
    >
      <TextField
        label="Value"
        hideLabel
        {...literalText}
        fieldClassName="flex-1"
        limit={rules.limits.value ?? undefined}
        error={errors.value?.message}
        warning={isValid ? advice.join(' ') || undefined : undefined}
        {...form.register('value')}
      />
      <span className="flex items-center gap-1 pt-0.5 phone:pt-1">
        <Button type="submit" look="primary" size="small" disabled={!isValid}>
          Save
        </Button>
        <Button look="quiet" size="small" onClick={cancel}>
          Cancel
        </Button>
      </span>
    </form>
  );
}

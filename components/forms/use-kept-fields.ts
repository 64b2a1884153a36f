'use client';

import { useEffect, useRef } from 'react';
import type { FieldValues, Path, PathValue, UseFormReturn } from 'react-hook-form';
import { useKeptDraft } from '#components/kept/use-kept-draft.ts';

/** Keeps fields that differ from the form's start and restores them. Without `keeps` nothing is kept. */
export function useKeptFields<Input extends FieldValues, Out>(
  form: Pick<UseFormReturn<Input, unknown, Out>, 'watch' | 'getValues' | 'setValue'>,
  start: Partial<Input>,
  keeps: { name: string; fields: readonly Path<Input>[] } | undefined,
): { isBack: boolean; forget: () => void } {
  const { watch, getValues, setValue } = form;
  const draft = useKeptDraft<Record<string, unknown>>(keeps?.name ?? null, (kept) => {
    for (const field of keeps?.fields ?? [])
      if (field in kept) setValue(field, kept[field] as PathValue<Input, Path<Input>>, { shouldDirty: true });
  });
  const latest = useRef({ start, keeps });
  latest.current = { start, keeps };
  const { isBack, note, forget } = draft;

  useEffect(() => {
    const { unsubscribe } = watch(() => {
      const { start, keeps } = latest.current;
      const typed = (keeps?.fields ?? []).map((field) => [field, getValues(field)] as const);
      const differs = typed.some(([field, value]) => JSON.stringify(value) !== JSON.stringify(start[field]));
      note(differs ? Object.fromEntries(typed) : null);
    });
    return unsubscribe;
  }, [watch, getValues, note]);

  return { isBack, forget };
}

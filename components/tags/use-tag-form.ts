'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo } from 'react';
import { useForm } from 'react-hook-form';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { useEdits } from './edits-context.tsx';
import type { PaintedTag } from './shown-tags.ts';
import { adviseOnTag, type TagForm, tagFormRules } from './tag-form-rules.ts';

/** What every editor is given: where it adds, and what is there (with the paint of what is on its way). */
export type EditorProps = { provider: ProviderId; held: readonly PaintedTag[] };

/**
 * The form that adds a tag. `submit` adds and empties the form, or does nothing while a rule is broken; errors show
 * while typing, at a field that is not empty.
 */
export function useTagForm({ provider, held }: EditorProps) {
  const { edits, user } = useEdits();
  const capabilities = capabilitiesOf(provider);
  const fixedKeys = user.providers[provider].keys;
  // While a tag is on its way it may still be refused: it does not stand in the way of another try.
  const settled = useMemo(() => held.filter((tag) => tag.act === null), [held]);
  const rules = useMemo(
    () => tagFormRules(capabilities, { held: settled, fixedKeys }),
    [capabilities, settled, fixedKeys],
  );
  const resolver = useMemo(() => zodResolver(rules, undefined, { mode: 'sync' }), [rules]);
  const form = useForm<TagForm>({ resolver, mode: 'onChange', defaultValues: { key: '', value: '' } });
  const typed = form.watch();
  const { errors } = form.formState;

  const add = ({ key, value }: TagForm) => {
    form.reset();
    edits.edit(provider, { verb: 'add', key, value: capabilities.rules.value ? value : null });
  };

  return {
    form,
    typed,
    capabilities,
    fixedKeys,
    // Asked of the rules only once something stands there: a page has an editor for each provider.
    isValid: typed.key !== '' && rules.safeParse(typed).success,
    errorAt: (field: keyof TagForm) => (typed[field] === '' ? undefined : errors[field]?.message),
    warning:
      errors.key || errors.value
        ? undefined
        : (adviseOnTag(capabilities, { held: settled }, typed) ?? undefined),
    submit: form.handleSubmit(add),
    /** Adds a text that was picked, not typed. */
    addPicked: (key: string) => {
      const verdict = rules.safeParse({ key, value: '' });
      if (verdict.success) add(verdict.data);
      else form.setValue('key', key, { shouldValidate: true, shouldDirty: true });
    },
  };
}

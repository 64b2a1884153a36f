'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo } from 'react';
import { useForm } from 'react-hook-form';
import { useKeptFields } from '#components/forms/use-kept-fields.ts';
import { holdKeys } from '#components/shell/held-keys.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import { useEdits } from './edits-context.tsx';
import { usePasteOffer } from './paste-offer.tsx';
import type { PaintedTag } from './shown-tags.ts';
import { adviseOnTyped, type TagForm, tagFormRules } from './tag-form-rules.ts';
import { useLookAlikes } from './use-look-alikes.ts';
import { useTagField } from './use-tag-field.ts';

const nothing: TagForm = { key: '', value: '' };

/** `held`: with pending changes. */
export type EditorProps = {
  provider: ProviderId;
  held: readonly PaintedTag[];
  /** A row is being edited. */
  resting: boolean;
};

/**
 * `submit` adds and empties the form, or does nothing while a rule is broken; errors show at non-empty
 * fields.
 */
export function useTagForm({ provider, held, resting }: EditorProps) {
  const { edits, user } = useEdits();
  const capabilities = capabilitiesOf(provider);
  const fixedKeys = user.providers[provider].keys;
  // A pending tag may still be refused: trying again is allowed.
  const settled = useMemo(() => held.filter((tag) => tag.underWay === null), [held]);
  const rules = useMemo(
    () => tagFormRules(capabilities, { held: settled, fixedKeys }),
    [capabilities, settled, fixedKeys],
  );
  const resolver = useMemo(() => zodResolver(rules, undefined, { mode: 'sync' }), [rules]);
  const form = useForm<TagForm>({ resolver, mode: 'onChange', defaultValues: nothing });
  useKeptFields(form, nothing, { name: `user/${user.id}/${provider}/new`, fields: ['key', 'value'] });
  const typed = form.watch();
  const lookAlikes = useLookAlikes(provider, typed);
  const { errors } = form.formState;

  const toAdd = ({ key, value }: TagForm): Operation => ({
    verb: 'add',
    key,
    value: capabilities.rules.value ? value : null,
  });
  const add = (tag: TagForm) => {
    form.reset();
    edits.edit(provider, [toAdd(tag)]);
  };
  useTagField(!resting, {
    provider,
    owner: titleOf(user),
    takes: ({ key, value }) => rules.safeParse({ key, value: value ?? '' }).success,
    put: ({ key, value }) => {
      form.setValue('key', key, { shouldValidate: true, shouldDirty: true });
      if (value !== null) form.setValue('value', value, { shouldValidate: true, shouldDirty: true });
      form.setFocus(value === null ? 'key' : 'value');
      // Focus and text come later: a letter typed sooner would be lost.
      holdKeys(() => {
        const field = document.activeElement;
        return field instanceof HTMLInputElement && field.value === (value ?? key);
      });
    },
  });
  const addPicked = (key: string) => {
    const verdict = rules.safeParse({ key, value: '' });
    if (verdict.success) add(verdict.data);
    else form.setValue('key', key, { shouldValidate: true, shouldDirty: true });
  };
  const hasValues = capabilities.rules.value !== null;
  const paste = usePasteOffer({
    hasValues,
    noun: capabilities.nouns.tag,
    check: (tag) => {
      const fault = rules.safeParse(tag).error?.issues[0]?.message;
      return fault === undefined ? null : `“${tag.key}”: ${fault}`;
    },
    onAdd: (tags, isTyped) => {
      if (isTyped) form.reset();
      edits.edit(
        provider,
        tags.map((tag) => toAdd(rules.parse(tag))),
      );
    },
    onAddOne: hasValues ? null : addPicked,
  });

  return {
    form,
    typed,
    capabilities,
    fixedKeys,
    // Validated only when something is typed: a page has four of these.
    isValid: typed.key !== '' && rules.safeParse(typed).success,
    errorAt: (field: keyof TagForm) => (typed[field] === '' ? undefined : errors[field]?.message),
    warning:
      errors.key || errors.value
        ? undefined
        : [...adviseOnTyped(capabilities, { held: settled }, typed), ...lookAlikes].join(' ') || undefined,
    submit: form.handleSubmit(add),
    /** Picked, not typed. */
    addPicked,
    paste,
  };
}

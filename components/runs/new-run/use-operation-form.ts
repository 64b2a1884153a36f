'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useMemo } from 'react';
import { useForm } from 'react-hook-form';
import { useKeptFields } from '#components/forms/use-kept-fields.ts';
import { usePasteOffer } from '#components/tags/paste-offer.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import {
  adviseOnHeld,
  needsValue,
  type OperationForm,
  operationRules,
  toOperation,
} from './operation-rules.ts';
import type { RunOperations } from './use-run-operations.ts';

/** Rules apply while typing, at non-empty fields. */
export function useOperationForm(
  provider: ProviderId,
  fixedKeys: readonly string[] | null,
  runOperations: RunOperations,
) {
  const capabilities = capabilitiesOf(provider);
  const operations = runOperations.operationsOf(provider);
  const rules = useMemo(
    () => operationRules(capabilities, { taken: operations.map(({ key }) => key), fixedKeys }),
    [capabilities, operations, fixedKeys],
  );
  const resolver = useMemo(() => zodResolver(rules, undefined, { mode: 'sync' }), [rules]);
  const empty: OperationForm = { verb: capabilities.verbs[0] ?? 'add', key: '', value: '' };
  const form = useForm<OperationForm>({ resolver, mode: 'onChange', defaultValues: empty });
  const { keptAs } = runOperations;
  useKeptFields(form, empty, { name: `${keptAs}/${provider}`, fields: ['verb', 'key', 'value'] });
  const { verb, key, value } = form.watch();
  const { errors, isValid } = form.formState;
  const { setDraft } = runOperations;

  // Kept, so that typed but not added text is neither lost nor sent unread.
  useEffect(() => {
    const form = { verb, key, value };
    const parsed = rules.safeParse(form);
    const isEmpty = key.trim() === '' && value.trim() === '';
    setDraft(provider, isEmpty ? null : parsed.success ? toOperation(capabilities, parsed.data) : 'faulty');
  }, [rules, capabilities, provider, setDraft, verb, key, value]);

  const onHeld = adviseOnHeld(capabilities, { verb, key, value });
  const tag = { key: key.trim(), value: needsValue(capabilities.rules.value !== null, verb) ? value : null };
  const advice = onHeld === null ? capabilities.rules.advise(tag) : [onHeld];
  const paste = usePasteOffer({
    hasValues: needsValue(capabilities.rules.value !== null, verb),
    noun: 'change',
    check: (tag) => {
      const fault = rules.safeParse({ verb, ...tag }).error?.issues[0]?.message;
      return fault === undefined ? null : `“${tag.key}”: ${fault}`;
    },
    onAdd: (tags, isTyped) => {
      if (isTyped) form.reset({ ...empty, verb });
      runOperations.add(
        provider,
        tags.map((tag) => toOperation(capabilities, rules.parse({ verb, ...tag }))),
      );
    },
    onAddOne: null,
  });
  return {
    form,
    paste,
    capabilities,
    verb,
    key,
    hasValue: needsValue(capabilities.rules.value !== null, verb),
    isValid,
    errorAt: (field: 'key' | 'value') => ({ key, value })[field] === '' ? undefined : errors[field]?.message,
    warning: key.trim() === '' || errors.key ? undefined : advice.join(' ') || undefined,
    submit: form.handleSubmit((operation) => {
      runOperations.add(provider, [toOperation(capabilities, operation)]);
      form.reset({ verb: operation.verb, key: '', value: '' });
      form.setFocus('key');
    }),
  };
}

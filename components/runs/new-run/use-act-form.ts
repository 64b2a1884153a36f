'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useMemo } from 'react';
import { useForm } from 'react-hook-form';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { type ActForm, actRules, adviseOnHeld, needsValue, toOperation } from './act-rules.ts';
import type { Intents } from './use-intents.ts';

/** The form that adds one act at a provider; its rules speak while typing, at fields that are not empty. */
export function useActForm(provider: ProviderId, fixedKeys: readonly string[] | null, intents: Intents) {
  const capabilities = capabilitiesOf(provider);
  const acts = intents.actsOf(provider);
  const rules = useMemo(
    () => actRules(capabilities, { taken: acts.map(({ key }) => key), fixedKeys }),
    [capabilities, acts, fixedKeys],
  );
  const resolver = useMemo(() => zodResolver(rules, undefined, { mode: 'sync' }), [rules]);
  const form = useForm<ActForm>({
    resolver,
    mode: 'onChange',
    defaultValues: { verb: capabilities.verbs[0] ?? 'add', key: '', value: '' },
  });
  const { verb, key, value } = form.watch();
  const { errors, isValid } = form.formState;
  const { setDraft } = intents;

  // Kept beside the acts, so that what was typed and not added is neither lost nor sent unread.
  useEffect(() => {
    const form = { verb, key, value };
    const parsed = rules.safeParse(form);
    const isEmpty = key.trim() === '' && value.trim() === '';
    setDraft(provider, isEmpty ? null : parsed.success ? toOperation(capabilities, parsed.data) : 'faulty');
  }, [rules, capabilities, provider, setDraft, verb, key, value]);

  const advice =
    adviseOnHeld(capabilities, { verb, key, value }) ??
    capabilities.rules.advise({
      key: key.trim(),
      value: needsValue(capabilities.rules.value !== null, verb) ? value : null,
    });
  return {
    form,
    capabilities,
    verb,
    key,
    hasValue: needsValue(capabilities.rules.value !== null, verb),
    isValid,
    errorAt: (field: 'key' | 'value') => ({ key, value })[field] === '' ? undefined : errors[field]?.message,
    warning: key.trim() === '' || errors.key ? undefined : (advice ?? undefined),
    submit: form.handleSubmit((act) => {
      intents.add(provider, toOperation(capabilities, act));
      form.reset({ verb: act.verb, key: '', value: '' });
      form.setFocus('key');
    }),
  };
}

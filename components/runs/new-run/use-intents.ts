'use client';

import { useCallback, useState } from 'react';
import type { Operation } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { RunIntent } from '#lib/runs/input.ts';

/** What stands in a provider's form and was not added yet: nothing, a whole act, or one that breaks a rule. */
type Draft = Operation | 'faulty' | null;

const none: readonly Operation[] = [];

type PerProvider<T> = Partial<Record<ProviderId, T>>;

/** The acts of a new run, per provider. A whole act that was typed but not added counts: it is plainly meant. */
export function useIntents(initial: readonly RunIntent[]) {
  const [acts, setActs] = useState<PerProvider<Operation[]>>(() =>
    Object.fromEntries(initial.map(({ provider, operations }) => [provider, operations])),
  );
  const [drafts, setDrafts] = useState<PerProvider<Draft>>({});
  const actsOf = (provider: ProviderId): readonly Operation[] => acts[provider] ?? none;
  return {
    actsOf,
    add: (provider: ProviderId, operation: Operation) =>
      setActs((all) => ({ ...all, [provider]: [...(all[provider] ?? []), operation] })),
    remove: (provider: ProviderId, key: string) =>
      setActs((all) => ({ ...all, [provider]: (all[provider] ?? []).filter((act) => act.key !== key) })),
    setDraft: useCallback(
      (provider: ProviderId, draft: Draft) => setDrafts((all) => ({ ...all, [provider]: draft })),
      [],
    ),
    /** Providers whose form holds something that breaks a rule. */
    faulty: providerIds.filter((provider) => drafts[provider] === 'faulty'),
    intents: providerIds.flatMap((provider): RunIntent[] => {
      const draft = drafts[provider];
      const operations = [...actsOf(provider), ...(draft && draft !== 'faulty' ? [draft] : [])];
      return operations.length > 0 ? [{ provider, operations }] : [];
    }),
  };
}

export type Intents = ReturnType<typeof useIntents>;

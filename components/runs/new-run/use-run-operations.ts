'use client';

import { useCallback, useState } from 'react';
import { useKeptDraft } from '#components/kept/use-kept-draft.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { RunOperation } from '#lib/shared/run-inputs.ts';

/** Typed but not added: nothing, an operation, or a faulty one. */
type Draft = Operation | 'faulty' | null;

const none: readonly Operation[] = [];

type PerProvider<T> = Partial<Record<ProviderId, T>>;

/**
 * Per provider. A valid operation that was typed but not added counts. `keptAs`: its name in the kept store.
 */
export function useRunOperations(initial: readonly RunOperation[], keptAs: string) {
  const [byProvider, setByProvider] = useState<PerProvider<Operation[]>>(() =>
    Object.fromEntries(initial.map(({ provider, operations }) => [provider, operations])),
  );
  const { isBack, note } = useKeptDraft<PerProvider<Operation[]>>(`${keptAs}/acts`, setByProvider);
  const change = (next: PerProvider<Operation[]>) => {
    setByProvider(next);
    note(next);
  };
  const [drafts, setDrafts] = useState<PerProvider<Draft>>({});
  const operationsOf = (provider: ProviderId): readonly Operation[] => byProvider[provider] ?? none;
  return {
    keptAs,
    isBack,
    operationsOf,
    add: (provider: ProviderId, operations: readonly Operation[]) =>
      change({ ...byProvider, [provider]: [...operationsOf(provider), ...operations] }),
    remove: (provider: ProviderId, key: string) =>
      change({
        ...byProvider,
        [provider]: operationsOf(provider).filter((operation) => operation.key !== key),
      }),
    setDraft: useCallback(
      (provider: ProviderId, draft: Draft) => setDrafts((all) => ({ ...all, [provider]: draft })),
      [],
    ),
    /** Their form breaks a rule. */
    faulty: providerIds.filter((provider) => drafts[provider] === 'faulty'),
    operations: providerIds.flatMap((provider): RunOperation[] => {
      const draft = drafts[provider];
      const operations = [...operationsOf(provider), ...(draft && draft !== 'faulty' ? [draft] : [])];
      return operations.length > 0 ? [{ provider, operations }] : [];
    }),
  };
}

export type RunOperations = ReturnType<typeof useRunOperations>;

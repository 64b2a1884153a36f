'use client';

import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { ProviderState } from '#lib/shared/users.ts';
import { OperationCard } from './operation-card.tsx';
import type { RunOperations } from './use-run-operations.ts';

export type ProviderStates = Record<ProviderId, ProviderState>;

interface OperationCardsProps {
  runOperations: RunOperations;
  states: ProviderStates;
  only?: readonly ProviderId[] | undefined;
  /** Changed by a file's columns: a run cannot do both there. */
  byFile?: readonly ProviderId[] | undefined;
}

export function OperationCards({
  runOperations,
  states,
  only = providerIds,
  byFile = [],
}: OperationCardsProps) {
  return (
    <div className="grid max-w-300 grid-cols-[repeat(auto-fit,minmax(min(460px,100%),1fr))] gap-3">
      {only.map((provider) => (
        <OperationCard
          key={provider}
          provider={provider}
          state={states[provider]}
          runOperations={runOperations}
          byFile={byFile.includes(provider)}
        />
      ))}
    </div>
  );
}

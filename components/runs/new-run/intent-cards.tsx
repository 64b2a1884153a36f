'use client';

import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { ProviderState } from '#lib/shared/users.ts';
import { IntentCard } from './intent-card.tsx';
import type { Intents } from './use-intents.ts';

export type ProviderStates = Record<ProviderId, ProviderState>;

interface IntentCardsProps {
  intents: Intents;
  states: ProviderStates;
  /** Offer these alone. */
  only?: readonly ProviderId[] | undefined;
  /** Providers that a file's columns change: one run cannot do both there. */
  byFile?: readonly ProviderId[] | undefined;
}

/** One card per provider, each with its acts and the editor that its shape asks for. */
export function IntentCards({ intents, states, only = providerIds, byFile = [] }: IntentCardsProps) {
  return (
    <div className="grid max-w-300 grid-cols-[repeat(auto-fit,minmax(min(460px,100%),1fr))] gap-3">
      {only.map((provider) => (
        <IntentCard
          key={provider}
          provider={provider}
          state={states[provider]}
          intents={intents}
          byFile={byFile.includes(provider)}
        />
      ))}
    </div>
  );
}

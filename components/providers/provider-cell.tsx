import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { ProviderMark } from './provider-mark.tsx';

/** `externalId`: shown as a tip; null draws the mark hollow. */
export function ProviderCell({ provider, externalId }: { provider: ProviderId; externalId?: string | null }) {
  return (
    <span className="flex items-center gap-1.5 text-fg-2" data-tip={externalId ?? undefined}>
      <ProviderMark provider={provider} hollow={externalId === null} />
      {capabilitiesOf(provider).label}
    </span>
  );
}

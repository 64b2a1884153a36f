import { ProviderMarks } from '#components/providers/provider-mark.tsx';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { providerNames } from '#lib/query/fields.ts';

/** Four marks in their fixed places, hollow where there is no identity; said and shown on hover as words. */
export function IdentityMarks({ identities }: { identities: readonly { provider: ProviderId }[] }) {
  const held = new Set(identities.map((identity) => identity.provider));
  const names = providerIds.filter((id) => held.has(id)).map((id) => providerNames[id]);
  const words = names.length === 0 ? 'No identity' : names.join(', ');
  return <ProviderMarks held={held} words={words} />;
}

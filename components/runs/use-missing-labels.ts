'use client';

import { useQueries } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { tagsKeys } from '#lib/tags/keys.ts';
import type { MissingLabel } from '#lib/tags/schemas.ts';

/** Which labels the provider's own catalogue lacks; none where it has no catalogue or cannot be asked. */
export function useMissingLabels(provider: ProviderId, keys: readonly string[]): string[] {
  const asked = capabilitiesOf(provider).hasCatalogue ? keys.filter((key) => key.trim() !== '') : [];
  const answers = useQueries({
    queries: asked.map((key) => ({
      queryKey: tagsKeys.missing(provider, key),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        readJson<MissingLabel>(`/api/tags/missing?${new URLSearchParams({ provider, key })}`, signal),
      retry: false,
    })),
  });
  return asked.filter((_, index) => answers[index]?.data?.missing === true);
}

/** What that means, with what to do. */
export function sayMissing(provider: ProviderId, labels: readonly string[]): string | null {
  if (labels.length === 0) return null;
  const { label, nouns } = capabilitiesOf(provider);
  const names = new Intl.ListFormat('en').format(labels.map((name) => `“${name}”`));
  const one = labels.length === 1;
  return `${label}’s catalogue has no ${one ? nouns.tag : nouns.tags} ${names}: ${one ? 'it' : 'they'} will be refused. Create ${one ? 'it' : 'them'} on a user’s page, or choose another.`;
}

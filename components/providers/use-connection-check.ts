'use client';

import { useMutation } from '@tanstack/react-query';
import { checkProvider } from '#lib/actions/providers.ts';
import type { ProviderCheck } from '#lib/provider-status/schemas.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** Asks the provider for something harmless; `answer` is what came of the last time, null before the first. */
export function useConnectionCheck(provider: ProviderId) {
  const check = useMutation({
    mutationFn: async (): Promise<ProviderCheck> => {
      const result = await checkProvider({ provider });
      return result.ok ? result.value : { ok: false, message: result.error.message };
    },
  });
  const lost: ProviderCheck = { ok: false, message: 'Tagdesk did not answer. Try again.' };
  return {
    run: () => check.mutate(),
    busy: check.isPending,
    answer: check.error ? lost : (check.data ?? null),
  };
}

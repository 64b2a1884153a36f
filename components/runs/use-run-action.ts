'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { showToast } from '#components/ui/toast-store.ts';
import { changesKeys, runsKeys } from '#lib/shared/query-keys.ts';
import type { Failure, Result } from '#lib/shared/result.ts';

type RunAction = <T>(
  name: string,
  verb: () => Promise<Result<T>>,
  after?: (value: T) => void,
) => Promise<Failure | null>;

/** One action at a time. `busy`: its name. Refusals are toasts; the run is refetched in any case. */
export function useRunAction(): { busy: string | null; perform: RunAction } {
  const client = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const perform: RunAction = useCallback(
    async (name, verb, after) => {
      setBusy(name);
      try {
        const result = await verb();
        if (result.ok) after?.(result.value);
        else showToast({ tone: 'danger', text: result.error.message });
        // A plan is frozen: its rows are not refetched.
        await client.invalidateQueries({
          queryKey: runsKeys.all,
          predicate: ({ queryKey }) => !queryKey.includes('targets'),
        });
        void client.invalidateQueries({ queryKey: changesKeys.all });
        return result.ok ? null : result.error;
      } catch {
        const message = 'Tagdesk did not answer. Look at the run before you try again.';
        showToast({ tone: 'danger', text: message });
        void client.invalidateQueries({ queryKey: runsKeys.all });
        return { code: 'internal', message, fields: {} };
      } finally {
        setBusy(null);
      }
    },
    [client],
  );
  return { busy, perform };
}

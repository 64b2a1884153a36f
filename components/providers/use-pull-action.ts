'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { showToast } from '#components/ui/toast-store.ts';
import { pullsKeys, usersKeys } from '#lib/shared/query-keys.ts';
import type { Failure, Result } from '#lib/shared/result.ts';

/** One action at a time. `busy`: its name. Refusals are toasts unless `quiet`; pulls are refetched in any case. */
export function usePullAction() {
  const client = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);

  async function perform<T>(
    name: string,
    verb: () => Promise<Result<T>>,
    { after, quiet = false }: { after?: (value: T) => void; quiet?: boolean } = {},
  ): Promise<Failure | null> {
    setBusy(name);
    try {
      const result = await verb();
      if (result.ok) after?.(result.value);
      else if (!quiet) showToast({ tone: 'danger', text: result.error.message });
      return result.ok ? null : result.error;
    } catch {
      const message = 'Tagdesk did not answer. Look at the pulls before you try again.';
      if (!quiet) showToast({ tone: 'danger', text: message });
      return { code: 'internal', message, fields: {} };
    } finally {
      setBusy(null);
      void client.invalidateQueries({ queryKey: pullsKeys.all });
      void client.invalidateQueries({ queryKey: usersKeys.all });
    }
  }

  return { busy, perform };
}

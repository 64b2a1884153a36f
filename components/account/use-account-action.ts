'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { showToast } from '#components/ui/toast-store.ts';
import { accountKeys } from '#lib/shared/query-keys.ts';
import type { Failure, Result } from '#lib/shared/result.ts';

export const silence = 'Tagdesk did not answer. Look at what is shown before you try again.';
const unanswered: Failure = { code: 'internal', message: silence, fields: {} };

/**
 * On success announces `done` and reads everything again, the name in the frame included; a refusal is
 * returned.
 */
export function useAccountAction() {
  const client = useQueryClient();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const run = async <T>(perform: () => Promise<Result<T>>, done?: string | ((value: T) => string)) => {
    setBusy(true);
    try {
      const result = await perform();
      if (result.ok && done !== undefined) {
        showToast({ text: typeof done === 'string' ? done : done(result.value) });
        await client.invalidateQueries({ queryKey: accountKeys.own });
        router.refresh();
      }
      return result;
    } catch {
      await client.invalidateQueries({ queryKey: accountKeys.own });
      return { ok: false as const, error: unanswered };
    } finally {
      setBusy(false);
    }
  };
  return { run, busy };
}

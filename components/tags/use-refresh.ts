'use client';

import { useState } from 'react';
import { showToast } from '#components/ui/toast-store.ts';
import { refreshUser } from '#lib/actions/users.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { useEdits } from './edits-context.tsx';
import { type RefreshedProvider, sayRefresh } from './say-refresh.ts';

/** Reads the user at one provider, or with null at all that can be read, and says what was found. */
export function useRefresh() {
  const { user, edits } = useEdits();
  const [running, setRunning] = useState<readonly (ProviderId | null)[]>([]);

  const refresh = async (provider: ProviderId | null) => {
    setRunning((all) => [...all, provider]);
    const result = await refreshUser({ userId: user.id, provider }).catch(() => null);
    setRunning((all) => all.filter((each) => each !== provider));
    edits.readAgain();
    if (!result) {
      showToast({
        tone: 'danger',
        text: 'Tagdesk did not answer, so it is not known whether the providers were read. Try again in a moment',
      });
    } else if (!result.ok) {
      showToast({ tone: 'danger', text: result.error.message });
    } else {
      const reports: RefreshedProvider[] = result.value.map((report) => ({
        ...report,
        label: capabilitiesOf(report.provider).label,
      }));
      showToast(sayRefresh(reports));
    }
  };

  return {
    refresh: (provider: ProviderId | null) => void refresh(provider),
    isRefreshing: (provider: ProviderId | null) => running.includes(provider) || running.includes(null),
  };
}

'use client';

import { useState } from 'react';
import { dismissToast, showToast } from '#components/ui/toast-store.ts';
import { refreshUser } from '#lib/actions/users.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { useEdits } from './edits-context.tsx';
import { formatRefresh } from './format-refresh.ts';
import { readToEnd } from './read-to-end.ts';

/** Edits go out in between. */
const askAgainMs = 1_000;
const progressShownMs = 15_000;

/** null: all that can be read. */
export function useRefresh() {
  const { user, edits } = useEdits();
  const [running, setRunning] = useState<readonly (ProviderId | null)[]>([]);

  const refresh = async (provider: ProviderId | null) => {
    setRunning((all) => [...all, provider]);
    const progress = progressToast();
    const result = await readToEnd(provider, {
      ask: (each) => refreshUser({ userId: user.id, provider: each }).catch(() => null),
      tell: progress.tell,
      pause: () => new Promise((resolve) => setTimeout(resolve, askAgainMs)),
    });
    progress.end();
    setRunning((all) => all.filter((each) => each !== provider));
    edits.readAgain();
    if (!result) {
      showToast({
        tone: 'danger',
        text: 'Tagdesk did not answer, so it is not known whether the providers were read. Try again in a moment',
      });
    } else if (!result.ok) {
      showToast({ tone: 'danger', text: result.error.message });
    } else showToast(formatRefresh(result.value));
  };

  return {
    refresh: (provider: ProviderId | null) => void refresh(provider),
    isRefreshing: (provider: ProviderId | null) => running.includes(provider) || running.includes(null),
  };
}

/** One toast with changing text, announced once. */
function progressToast() {
  let shown: number | null = null;
  const end = () => {
    if (shown !== null) dismissToast(shown);
  };
  return {
    tell: (text: string) => {
      end();
      const silent = shown !== null;
      const detail = 'The user cannot be asked for by e-mail there. You may leave this page meanwhile';
      shown = showToast({ tone: 'info', text, detail, silent, duration: progressShownMs });
    },
    end,
  };
}

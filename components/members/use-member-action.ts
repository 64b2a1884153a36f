'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '#components/ui/toast-store.ts';
import { membersKeys } from '#lib/shared/query-keys.ts';
import type { Result } from '#lib/shared/result.ts';

/** `done`: the success message. */
export type MemberAction = { perform: () => Promise<Result<unknown>>; done: string };

/** Announces the result and reads the page's data again. */
export function useMemberAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ perform, done }: MemberAction) => {
      const result = await perform();
      showToast(result.ok ? { text: done } : { text: result.error.message, tone: 'danger' });
    },
    onError: () =>
      showToast({ text: 'Tagdesk did not answer. Look at the list before you try again.', tone: 'danger' }),
    onSettled: () => client.invalidateQueries({ queryKey: membersKeys.all }),
  });
}

'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '#components/ui/toast-store.ts';
import { changeMember } from '#lib/actions/members.ts';
import { membersKeys } from '#lib/members/keys.ts';
import type { ChangeMemberInput } from '#lib/members/schemas.ts';

/** Changes one member and says what came of it; `done` is what to say when it worked. */
export function useChangeMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ done, ...input }: ChangeMemberInput & { done: string }) => {
      const result = await changeMember(input);
      showToast(result.ok ? { text: done } : { text: result.error.message, tone: 'danger' });
    },
    onError: () =>
      showToast({ text: 'Tagdesk did not answer. Look at the list before you try again.', tone: 'danger' }),
    onSettled: () => client.invalidateQueries({ queryKey: membersKeys.all }),
  });
}

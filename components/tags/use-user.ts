'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import type { ShownUser } from '#lib/shared/users.ts';

const rereadEveryMs = 1_500;

/**
 * Refetched while a change is open, or unknown at a readable provider. Who was merged meanwhile comes as the user
 * they are now, under that user's id.
 */
export function useUser(userId: number) {
  return useQuery({
    queryKey: usersKeys.user(userId),
    queryFn: ({ signal }) => readJson<ShownUser>(`/api/users/${userId}`, signal),
    refetchInterval: ({ state }) => (state.data && isUnsettled(state.data) ? rereadEveryMs : false),
  });
}

/** An open change, or an unknown outcome with a further look. */
export function isUnsettled(user: ShownUser): boolean {
  return user.identities.some(
    (identity) =>
      identity.open.length > 0 ||
      (user.providers[identity.provider].canRead && identity.tags.some((tag) => tag.proof === 'unknown')),
  );
}

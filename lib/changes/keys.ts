/** Keys under which pages keep what they read of the ledger. Browser-safe. One family: invalidate `changesKeys.all`. */
export const changesKeys = {
  all: ['changes'] as const,
  /** The history of one user, page by page. */
  ofUser: (userId: number) => ['changes', 'user', userId] as const,
  /** The History page's list under its filters. */
  list: (filters: Record<string, string>) => ['changes', 'list', filters] as const,
  /** Names for the choice of who did it. */
  actors: ['changes', 'actors'] as const,
  /** A user's tags at a moment. */
  tagsAt: (userId: number, at: string) => ['changes', 'tags-at', userId, at] as const,
  event: (eventId: number) => ['changes', 'event', eventId] as const,
  /** The requests and answers behind one line. */
  detail: (changeId: number) => ['changes', 'detail', changeId] as const,
};

/** Shares one reading of FRAGMENT's list among concurrent callers. */
import type { Exchange } from '../exchange.ts';
import type { FragmentClient } from './client.ts';
import type { FoundUsers } from './read-list.ts';
import type { FragmentUser } from './wire.ts';

/** `user` null: nobody has that ref. `all`: as `FoundUsers.all`. */
export type SharedList = (
  ref: string,
) => Promise<{ user: FragmentUser | null; all: FragmentUser[]; exchanges: Exchange[] }>;

type Reading = { refs: Set<string>; found: Promise<{ users: FoundUsers; exchanges: Exchange[] }> };

/**
 * FRAGMENT cannot be asked for one user. A caller's reading begins after its call, to show what was just
 * written: one runs, one waits. Rejects with ProviderError.
 */
export function createSharedList(client: Pick<FragmentClient, 'findUsers'>): SharedList {
  let running: Promise<unknown> = Promise.resolve();
  let next: Reading | null = null;

  async function readAfter(earlier: Promise<unknown>, refs: ReadonlySet<string>): Reading['found'] {
    await earlier.catch(() => {});
    // Nobody joins from here on.
    next = null;
    const exchanges: Exchange[] = [];
    return { users: await client.findUsers(refs, exchanges), exchanges };
  }

  function join(): Reading {
    if (!next) {
      const refs = new Set<string>();
      next = { refs, found: readAfter(running, refs) };
      running = next.found;
    }
    return next;
  }

  return async (ref) => {
    const { refs, found } = join();
    refs.add(ref);
    const { users, exchanges } = await found;
    return { user: users.find(ref), all: users.all(ref), exchanges };
  };
}

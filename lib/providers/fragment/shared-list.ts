/** Shares one reading of FRAGMENT's whole list of users among all who ask while it is under way. */
import type { Exchange } from '../contract.ts';
import type { FragmentClient } from './client.ts';
import type { FragmentUser } from './wire.ts';

export type SharedList = () => Promise<{ users: FragmentUser[]; exchanges: Exchange[] }>;

/**
 * FRAGMENT cannot be asked for one user. Each caller gets a list whose reading began after the call, since an earlier
 * one would not show what was just written; so at most one reading runs and one waits. Rejects with ProviderError.
 */
export function createSharedList(client: Pick<FragmentClient, 'listUsers'>): SharedList {
  let running: Promise<unknown> = Promise.resolve();
  let next: ReturnType<SharedList> | null = null;

  async function readAfter(earlier: Promise<unknown>): ReturnType<SharedList> {
    await earlier.catch(() => {});
    next = null;
    const exchanges: Exchange[] = [];
    return { users: await client.listUsers(exchanges), exchanges };
  }

  return () => {
    if (!next) {
      next = readAfter(running);
      running = next;
    }
    return next;
  };
}

/** Pages through Cerego's users once for all who are looking for somebody. */
import type { ReadProgress } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { CeregoClient } from './client.ts';
import { toTotals } from './map.ts';
import type { UserResource, UsersReply } from './wire.ts';

/** Default limit of one search. */
const usualLongestMs = 30 * 60_000;
/** Users beyond this are searched for again. */
const maxRemembered = 200_000;

/** `page`: has the user's tags in `included`. */
export type Listed = { user: UserResource; page: UsersReply };

export type SharedWalk = {
  /**
   * null: a whole round of pages, read after this call, does not show the user. Appends only the last call to
   * `trail`, since all would fill the ledger. Rejects with ProviderError.
   */
  find(
    externalId: string,
    trail: Exchange[],
    onProgress?: (progress: ReadProgress) => void,
  ): Promise<Listed | null>;
  /** The page that showed the user last. They may have moved. */
  recall(externalId: string): number | null;
};

type Waiter = {
  externalId: string;
  trail: Exchange[];
  onProgress: (progress: ReadProgress) => void;
  seen: number;
  until: number;
  resolve: (found: Listed | null) => void;
  reject: (error: unknown) => void;
};

/**
 * A ring: who joins at page 40 sees 40 to the end, then 1 to 39. One page at a time, at the client's rate
 * limit.
 */
export function createSharedWalk(
  client: Pick<CeregoClient, 'listUsers'>,
  partnerId: string,
  maxMs = usualLongestMs,
): SharedWalk {
  const waiting = new Set<Waiter>();
  const pageOf = new Map<string, number>();
  let walking = false;

  /** While anybody waits. */
  async function walk(): Promise<void> {
    let next = 1;
    let previous: { page: number; ids: string } | null = null;
    while (waiting.size > 0) {
      // Who joins during this request asked after it began: the page is not for them.
      const asking = [...waiting];
      const trail: Exchange[] = [];
      const settle = (waiter: Waiter, end: () => void) => {
        waiting.delete(waiter);
        waiter.trail.push(...trail.slice(-1));
        end();
      };
      try {
        const page = await client.listUsers(partnerId, null, next, trail);
        const ids = page.data.map(({ id }) => id).join(' ');
        if (ids !== '' && previous && previous.page !== next && previous.ids === ids)
          throw badAnswer(repeated);
        previous = { page: next, ids };
        const told = toTotals(page).pages ?? 1;
        // The list may have shrunk: an empty page is its end.
        const pages = ids === '' ? next - 1 : told;
        remember(page, next);
        for (const waiter of asking) look(waiter, page, { pages, settle });
        next = next >= pages ? 1 : next + 1;
      } catch (error) {
        for (const waiter of asking) settle(waiter, () => waiter.reject(error));
      }
    }
    walking = false;
  }

  function remember(page: UsersReply, at: number): void {
    for (const { id } of page.data) if (pageOf.has(id) || pageOf.size < maxRemembered) pageOf.set(id, at);
  }

  return {
    find: (externalId, trail, onProgress = () => {}) =>
      new Promise((resolve, reject) => {
        const until = performance.now() + maxMs;
        waiting.add({ externalId, trail, onProgress, seen: 0, until, resolve, reject });
        if (walking) return;
        walking = true;
        void walk();
      }),
    recall: (externalId) => pageOf.get(externalId) ?? null,
  };
}

type Round = { pages: number; settle: (waiter: Waiter, end: () => void) => void };

/** For one waiter. An empty page ends the list and does not count. */
function look(waiter: Waiter, page: UsersReply, { pages, settle }: Round): void {
  const user = page.data.find(({ id }) => id === waiter.externalId);
  if (page.data.length > 0) waiter.seen += 1;
  if (user || waiter.seen >= pages) {
    settle(waiter, () => waiter.resolve(user ? { user, page } : null));
    return;
  }
  waiter.onProgress({ page: waiter.seen, pages });
  if (performance.now() < waiter.until) return;
  const words = `Cerego’s list was not read to its end in time: page ${waiter.seen} of ${pages}.`;
  settle(waiter, () => waiter.reject(new ProviderError('cerego', 'timeout', words)));
}

const repeated = 'Cerego answered with the same page of its list twice: it cannot be gone through.';

function badAnswer(message: string): ProviderError {
  return new ProviderError('cerego', 'bad-answer', message);
}

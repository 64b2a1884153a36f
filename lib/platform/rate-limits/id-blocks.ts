/**
 * Limits taken from the database in blocks: a process spends a block by itself, so that the usual request costs no
 * statement. Never allows more than the limit in a window over all processes; a process may hold a part of a block
 * that another one is refused for, so a member can be stopped earlier by one block per further process.
 */
import type { Database } from '#lib/platform/db/client.ts';
import { type Limit, takeFrom } from './consume.ts';

/** What is left of a block until `endsAt` (milliseconds of this process's steady clock). */
type Purse = { left: number; isRefused: boolean; endsAt: number };

/** Beyond this number all purses are thrown away, those of members who have long gone among them. */
const maxBuckets = 10_000;

export class Blocks {
  readonly #purses = new Map<string, Purse>();
  readonly #filling = new Map<string, Promise<void>>();

  /**
   * Takes one; `block` is how many a process takes from the database at a time, 1 for an exact count. Gives null when
   * it is allowed, else in how many milliseconds the next window starts.
   */
  async take(database: Pick<Database, '$client'>, limit: Limit, block: number): Promise<number | null> {
    for (;;) {
      const purse = this.#purses.get(limit.key);
      const leftMs = (purse?.endsAt ?? 0) - performance.now();
      if (purse && leftMs > 0) {
        if (purse.isRefused) return leftMs;
        if (purse.left > 0) {
          purse.left -= 1;
          return null;
        }
      }
      await this.#fill(database, limit, block);
    }
  }

  /** Many at once share one statement. */
  #fill(database: Pick<Database, '$client'>, limit: Limit, block: number): Promise<void> {
    const running = this.#filling.get(limit.key);
    if (running) return running;
    const filling = fetchBlock(database, limit, block)
      .then((purse) => {
        if (this.#purses.size >= maxBuckets) this.#purses.clear();
        this.#purses.set(limit.key, purse);
      })
      .finally(() => this.#filling.delete(limit.key));
    this.#filling.set(limit.key, filling);
    return filling;
  }
}

async function fetchBlock(database: Pick<Database, '$client'>, limit: Limit, block: number): Promise<Purse> {
  const [found] = await takeFrom(database, [limit], block);
  if (!found) throw new Error('The database counted nothing.');
  const left = Math.min(block, limit.most - (found.taken - block));
  return { left, isRefused: left <= 0, endsAt: performance.now() + found.leftMs };
}

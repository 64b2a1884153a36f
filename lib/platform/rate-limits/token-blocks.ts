/**
 * Limits taken from the database in blocks: a process spends a block by itself, so that the usual request costs no
 * statement. Never allows more than the limit in a window over all processes; a process may hold a part of a block
 * that another one is refused for, so a member can be stopped earlier by one block per further process.
 */
import type { Database } from '#lib/platform/db/client.ts';
import { consume, type Limit } from './consume.ts';

/** What is left of a block until `endsAt` (milliseconds of this process's steady clock). */
type Bucket = { left: number; isRefused: boolean; endsAt: number };

/** Beyond this number all buckets are thrown away, those of members who have long gone among them. */
const maxBuckets = 10_000;

export class TokenBlocks {
  readonly #buckets = new Map<string, Bucket>();
  readonly #filling = new Map<string, Promise<void>>();

  /**
   * Takes one; `block` is how many a process takes from the database at a time, 1 for an exact count. Gives null when
   * it is allowed, else in how many milliseconds the next window starts.
   */
  async take(database: Pick<Database, '$client'>, limit: Limit, block: number): Promise<number | null> {
    for (;;) {
      const bucket = this.#buckets.get(limit.key);
      const leftMs = (bucket?.endsAt ?? 0) - performance.now();
      if (bucket && leftMs > 0) {
        if (bucket.isRefused) return leftMs;
        if (bucket.left > 0) {
          bucket.left -= 1;
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
      .then((bucket) => {
        if (this.#buckets.size >= maxBuckets) this.#buckets.clear();
        this.#buckets.set(limit.key, bucket);
      })
      .finally(() => this.#filling.delete(limit.key));
    this.#filling.set(limit.key, filling);
    return filling;
  }
}

async function fetchBlock(database: Pick<Database, '$client'>, limit: Limit, block: number): Promise<Bucket> {
  const [found] = await consume(database, [limit], block);
  if (!found) throw new Error('The database counted nothing.');
  const left = Math.min(block, limit.most - (found.taken - block));
  return { left, isRefused: left <= 0, endsAt: performance.now() + found.leftMs };
}

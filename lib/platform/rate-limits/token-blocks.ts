/**
 * Limits taken from the database in blocks, so that most requests cost no query. Never allows more than the
 * limit over all processes; a member can be stopped earlier by one block per further process.
 */
import type { Database } from '#lib/platform/db/client.ts';
import { consume, type Limit } from './consume.ts';

/** `endsAt`: ms of this process's monotonic clock. */
type Bucket = { left: number; isRefused: boolean; endsAt: number };

/** Beyond this all buckets are dropped. */
const maxBuckets = 10_000;

export class TokenBlocks {
  readonly #buckets = new Map<string, Bucket>();
  readonly #filling = new Map<string, Promise<void>>();

  /**
   * `block`: how many are taken from the database at a time, 1 for an exact count. null: allowed, else the
   * milliseconds until the next window.
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

  /** Concurrent calls share one query. */
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
  const left = Math.min(block, limit.max - (found.taken - block));
  return { left, isRefused: left <= 0, endsAt: performance.now() + found.leftMs };
}

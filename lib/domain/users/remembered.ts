/** What a process remembers of a database for a while. */
import type { Database } from '#lib/platform/db/client.ts';

/**
 * Gives a reader that answers from memory and reads anew in the background once an answer is older than `freshMs`.
 * null until the first answer is there: what is remembered may only ever choose between ways to the same result.
 */
export function remembered<T>(
  read: (database: Database) => Promise<T>,
  freshMs: number,
): (database: Database) => T | null {
  const known = new WeakMap<object, { value: T | null; readAt: number }>();
  return (database) => {
    // One pool may be wrapped more than once.
    const pool = database.$client;
    const entry = known.get(pool) ?? { value: null, readAt: Number.NEGATIVE_INFINITY };
    if (performance.now() - entry.readAt > freshMs) {
      known.set(pool, { ...entry, readAt: performance.now() });
      read(database).then(
        (value) => known.set(pool, { value, readAt: performance.now() }),
        // The next one to ask reads again; until then the old answer serves.
        () => known.set(pool, { ...entry, readAt: Number.NEGATIVE_INFINITY }),
      );
    }
    return entry.value;
  };
}

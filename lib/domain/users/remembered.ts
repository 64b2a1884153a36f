import type { Database } from '#lib/platform/db/client.ts';

/**
 * Answers from memory and refreshes in the background after `freshMs`; null before the first answer. Only for
 * choosing between ways to the same result.
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
        // The next call reads again; until then the old answer serves.
        () => known.set(pool, { ...entry, readAt: Number.NEGATIVE_INFINITY }),
      );
    }
    return entry.value;
  };
}

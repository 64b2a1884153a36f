/** Limits attempts: each is counted before it is made. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#lib/platform/db/client.ts';
import { consume, giveBackTo, readTaken } from '#lib/platform/rate-limits/consume.ts';

/** Default: a minute. */
export type Limit = { key: string; max: number; windowMs?: number };

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** How long an attempt waits for others' outcomes before it is refused. */
const maxWaitMs = 10_000;
const lookEveryMs = 100;

/** null: allowed, else the seconds until the next. Counted before, against concurrent attempts. */
export async function takeAttempt(database: Database, limits: readonly Limit[]): Promise<number | null> {
  const taken = await consume(database, limits.map(inWindow));
  return secondsUntilAllowed(limits, (index) => taken[index]);
}

export async function giveBackAttempt(database: Database, limits: readonly Limit[]): Promise<void> {
  await giveBackTo(database, limits);
}

/** `failed`: counts against the limits. */
export type Attempt<Value> = { failed: boolean; value: Value };

/**
 * Only failures count, so that a team behind one address can work. An attempt holds a place until it ends,
 * and waits up to ten seconds for one, so neither concurrency nor a crowd changes the number of failures.
 * Gives `value`, or the seconds until the next.
 */
export async function tryWithin<Value>(
  database: Database,
  limits: readonly Limit[],
  attempt: () => Promise<Attempt<Value>>,
): Promise<{ value: Value } | { seconds: number }> {
  const places = limits.map((limit) => inWindow({ ...limit, key: `under way:${limit.key}` }));
  const giveUpAt = performance.now() + maxWaitMs;
  for (;;) {
    const underWay = await consume(database, places);
    try {
      const failures = await readTaken(database, limits);
      const seconds = secondsUntilAllowed(limits, (index) => plusOne(failures[index]));
      if (seconds !== null) return { seconds };
      const hasPlaces = limits.every(
        ({ max }, index) => (failures[index]?.taken ?? 0) + (underWay[index]?.taken ?? 0) <= max,
      );
      if (hasPlaces) {
        const { failed, value } = await attempt();
        if (failed) await consume(database, limits.map(inWindow));
        return { value };
      }
    } finally {
      await giveBackTo(database, places);
    }
    if (performance.now() > giveUpAt) return { seconds: Math.ceil(maxWaitMs / 1000) };
    await pause(lookEveryMs);
  }
}

type Found = { taken: number; leftMs: number } | undefined;

function plusOne(found: Found): Found {
  return found && { ...found, taken: found.taken + 1 };
}

function secondsUntilAllowed(limits: readonly Limit[], find: (index: number) => Found): number | null {
  const waits = limits.map(({ max }, index) => {
    const found = find(index);
    return found && found.taken > max ? found.leftMs : 0;
  });
  const longest = Math.max(0, ...waits);
  return longest > 0 ? Math.ceil(longest / 1000) : null;
}

function inWindow(limit: Limit) {
  return { windowMs: minuteMs, ...limit };
}

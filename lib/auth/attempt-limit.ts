/** Attempts at something that guards a door: each is counted before it is made. */
import type { Database } from '#lib/db/client.ts';
import { giveBackTo, takeFrom } from '#lib/limits/take-from.ts';

/** `windowMs`: a minute unless given. */
export type Limit = { key: string; most: number; windowMs?: number };

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/**
 * Takes one attempt from each limit's window. Gives null when all allow it, else in how many seconds to try again.
 * Counting comes before the attempt, so that many at once cannot slip through together.
 */
export async function takeAttempt(database: Database, limits: readonly Limit[]): Promise<number | null> {
  const taken = await takeFrom(
    database,
    limits.map((limit) => ({ windowMs: minuteMs, ...limit })),
  );
  const waits = limits.map(({ most }, index) => {
    const found = taken[index];
    return found && found.taken > most ? found.leftMs : 0;
  });
  const longest = Math.max(0, ...waits);
  return longest > 0 ? Math.ceil(longest / 1000) : null;
}

/** Gives an attempt back after a success: only failures count, so a team behind one address can work. */
export async function giveBackAttempt(database: Database, limits: readonly Limit[]): Promise<void> {
  await giveBackTo(database, limits);
}

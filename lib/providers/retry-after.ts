/** Reads how long a provider asks to be left alone. */

const shortestMs = 1_000;
const longestMs = 3_600_000;

/**
 * `header`: Retry-After in either form of RFC 9110, seconds or a date. `now`: epoch ms.
 * Gives ms between one second and one hour, or null where the header is absent, cannot be read, or names no time to come.
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim();
  if (!text) return null;
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return waitMs > 0 ? Math.min(longestMs, Math.max(shortestMs, Math.ceil(waitMs))) : null;
}

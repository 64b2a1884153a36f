/** Reads how long a provider asks to be left alone. */

const longestMs = 3_600_000;

/**
 * `header`: Retry-After in either form of RFC 9110, seconds or a date. `now`: epoch ms.
 * Gives ms between 0 and one hour, or null where the header is absent or cannot be read.
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim();
  if (!text) return null;
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(waitMs) ? null : Math.min(longestMs, Math.max(0, Math.ceil(waitMs)));
}

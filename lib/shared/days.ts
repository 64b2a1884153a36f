/** Days of a time zone (IANA), which may have 23 or 25 hours, as `YYYY-MM-DD`. Pure, browser-safe. */

/** Now, and the zone of days. */
export type Clock = { now: Date; zone: string };

const dayMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a hundred times as long as using it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** UTC offset in ms. */
function offsetAt(at: number, zone: string): number {
  if (zone === 'UTC') return 0;
  // By parts: no short format is the same in every browser.
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(at / 1_000) * 1_000;
}

/** Of a moment in ms. */
export function dayOf(at: number, zone: string): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10);
}

/** Of a day that the zone skipped: the start of the next. */
export function dayStart(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const earlier = midnight - offsetAt(midnight - dayMs, zone);
  const later = midnight - offsetAt(midnight + dayMs, zone);
  const real = [earlier, later].filter((at) => at + offsetAt(at, zone) === midnight);
  if (real.length > 0) return new Date(Math.min(...real));
  // The clocks skip midnight: the day begins between the two guesses.
  let before = Math.min(earlier, later);
  let after = Math.max(earlier, later);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetAt(middle, zone) >= midnight) after = middle;
    else before = middle;
  }
  return new Date(after);
}

export function dayAfter(day: string, count = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

export function nextDayStart(day: string, zone: string): Date {
  return dayStart(dayAfter(day), zone);
}

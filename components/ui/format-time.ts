const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
 * In its largest unit, ms since 1970. Past is short and rounded down: “now”, “20 s”, “4 min”, “2 h”. Future
 * is in words, to the nearest unit: “in 41 seconds”, “in 7 days”.
 */
export function formatRelativeTime(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < 5 * second) return 'now';
  return at > now ? `in ${inWords(distance)}` : inShort(distance);
}

function inShort(distance: number): string {
  if (distance < minute) return `${Math.floor(distance / second)} s`;
  if (distance < hour) return `${Math.floor(distance / minute)} min`;
  if (distance < day) return `${Math.floor(distance / hour)} h`;
  if (distance < year) return `${Math.floor(distance / day)} d`;
  return `${Math.floor(distance / year)} y`;
}

const units = [
  [second, minute, 'second'],
  [minute, hour, 'minute'],
  [hour, day, 'hour'],
  [day, year, 'day'],
] as const;

/** Rounded before the unit is chosen: 59.5 minutes are one hour. */
function inWords(distance: number): string {
  const fits = units.find(([length, next]) => Math.round(distance / length) * length < next);
  const [length, , noun] = fits ?? [year, null, 'year'];
  const count = Math.round(distance / length);
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** “20 Nov 2026, 09:38:12 UTC”. Without `zone`: the reader's. */
export function formatExactTime(at: number, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}

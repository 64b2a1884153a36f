const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * The distance between two moments (milliseconds since 1970) in its largest unit:
 * “now”, “20 s”, “4 min”, “2 h”, “12 d”, “3 y”. A moment to come reads the same, after “in ”.
 */
export function formatRelativeTime(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < 5 * second) return 'now';
  const text = formatDistance(distance);
  return at > now ? `in ${text}` : text;
}

function formatDistance(distance: number): string {
  if (distance < minute) return `${Math.floor(distance / second)} s`;
  if (distance < hour) return `${Math.floor(distance / minute)} min`;
  if (distance < day) return `${Math.floor(distance / hour)} h`;
  if (distance < 365 * day) return `${Math.floor(distance / day)} d`;
  return `${Math.floor(distance / (365 * day))} y`;
}

/** The exact moment in the reader's own zone, to the second: “20 Nov 2026, 09:38:12 UTC”. Browser only. */
export function formatExactTime(at: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

/** Dates of the history in the reader's own zone. Pure. */

export type Zone = string;

/** The calendar day of a moment in a zone, as `2026-11-20`. */
export function dayOf(at: number, zone: Zone): string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  // By its parts: no language's short form is the same in every browser. Canada’s is 11/20/26 here, 2026-11-20 there.
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

/** “Today”, “Yesterday”, “3 Nov”, or with the year where it is another one. `day` and `today` as `2026-11-20`. */
export function dayLabel(day: string, today: string): string {
  if (day === today) return 'Today';
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Date.parse(`${today}T00:00:00Z`) - midnight === 24 * 60 * 60 * 1000) return 'Yesterday';
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...year,
  }).format(midnight);
}

/** “09:41”. */
export function clockTime(at: number, zone: Zone): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
}

/** “09:41:07”. */
export function clockTimeToSecond(at: number, zone: Zone): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' }).format(at);
}

/** Whether each entry begins a new day; the first always does. */
export function beginsDay(times: readonly string[], zone: Zone): boolean[] {
  const days = times.map((time) => dayOf(Date.parse(time), zone));
  return days.map((day, index) => day !== days[index - 1]);
}

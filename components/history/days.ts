/** In the installation's zone. Pure. */
import { dayOf } from '#lib/shared/days.ts';

/** “Today”, “Yesterday”, “3 Nov”, with the year if it is another one. Takes `2026-11-20`. */
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
export function clockTime(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
}

/** “09:41:07”. */
export function clockTimeToSecond(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' }).format(at);
}

export function beginsDay(times: readonly string[], zone: string): boolean[] {
  const days = times.map((time) => dayOf(Date.parse(time), zone));
  return days.map((day, index) => day !== days[index - 1]);
}

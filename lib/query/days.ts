/** The first instants of UTC days. Browser-safe. */

/** `date` is `YYYY-MM-DD`, a day that exists. */
export function dayStart(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** The first instant of the day after. */
export function nextDayStart(date: string): Date {
  return new Date(dayStart(date).getTime() + 86_400_000);
}

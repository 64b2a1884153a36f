/** Whether a filter means a day, whose zone has then to be said: `changed:>=2026-11-30`. */
export function namesDay(q: string): boolean {
  return /(^|[\s(-])changed:[<>]?=?"?\d{4}-/i.test(q);
}

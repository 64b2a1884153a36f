/** The filter depends on the zone: `changed:>=2026-11-30`. */
export function namesDay(q: string): boolean {
  return /(^|[\s(-])changed:[<>]?=?"?\d{4}-/i.test(q);
}

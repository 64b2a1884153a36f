/** A moment (ISO 8601) where it is written down for good: “2026-11-29 13:14:02 UTC”. Pure. */
export function inWords(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`;
}

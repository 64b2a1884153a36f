/** Takes ISO 8601, gives “2026-11-29 13:14:02 UTC”. */
export function inWords(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`;
}

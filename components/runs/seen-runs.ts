/** Up to which end of a run this browser's member has looked at their runs: what ended later is news. Kept in the browser. */
const place = 'tagdesk-runs-seen';

/** The `endedAt` of the last one that was seen, as ISO 8601; '': there was none; null: nobody ever looked here. */
export function readSeen(): string | null {
  return localStorage.getItem(place);
}

export function keepSeen(endedAt: string): void {
  localStorage.setItem(place, endedAt);
}

/**
 * Users picked in the list, for a new run. In session storage: thousands of ids fit no URL, and a reload
 * keeps them.
 */
const place = 'tagdesk-run-users';

export function keepChosenUsers(ids: Iterable<number>): void {
  sessionStorage.setItem(place, JSON.stringify([...ids]));
}

/** Changes when the choice does. */
export function readChosenText(): string {
  return sessionStorage.getItem(place) ?? '[]';
}

/** Empty when nobody was picked or the text is no list of ids. */
export function parseIds(text: string): number[] {
  try {
    const parsed: unknown = JSON.parse(text);
    const isIds = Array.isArray(parsed) && parsed.every((id) => Number.isSafeInteger(id) && id > 0);
    return isIds ? parsed : [];
  } catch {
    return [];
  }
}

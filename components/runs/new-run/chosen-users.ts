/**
 * Users picked in the list, on their way to a new run. Kept in the tab's own storage: thousands of ids fit no address,
 * and a reload of the form keeps them.
 */
const place = 'tagdesk-run-users';

export function keepChosenUsers(ids: Iterable<number>): void {
  sessionStorage.setItem(place, JSON.stringify([...ids]));
}

/** The stored text itself, which changes when the choice does. */
export function readChosenText(): string {
  return sessionStorage.getItem(place) ?? '[]';
}

/** Empty when nobody was picked, or when what stands there is not a list of ids. */
export function parseIds(text: string): number[] {
  try {
    const parsed: unknown = JSON.parse(text);
    const isIds = Array.isArray(parsed) && parsed.every((id) => Number.isSafeInteger(id) && id > 0);
    return isIds ? parsed : [];
  } catch {
    return [];
  }
}

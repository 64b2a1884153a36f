/** In UTF-16 units. Browser-safe, without zod. */

export const maxNoteLength = 500;
/** Of users and runs. */
export const maxNameLength = 200;
export const maxViewNameLength = 80;
export const maxSearchLength = 200;

/** What a message quotes. */
const maxQuotedLength = 60;

/** Or its start with an ellipsis. Browser-safe. */
export function shorten(text: string): string {
  if (text.length <= maxQuotedLength) return text;
  const characters = [...text];
  return characters.length > maxQuotedLength ? `${characters.slice(0, maxQuotedLength - 1).join('')}…` : text;
}

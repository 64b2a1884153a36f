/** A part of a filter as a message shows it: whole, or its start and an ellipsis where it is long. Browser-safe. */
export function shorten(text: string): string {
  if (text.length <= longest) return text;
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}

/** Characters that a line of words bears. */
const longest = 60;

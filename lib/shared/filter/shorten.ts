/** Or its start with an ellipsis. Browser-safe. */
export function shorten(text: string): string {
  if (text.length <= longest) return text;
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}

const longest = 60;

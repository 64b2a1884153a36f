/** Or its start with an ellipsis. Browser-safe. */
export function shorten(text: string): string {
  if (text.length <= maxLength) return text;
  const characters = [...text];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : text;
}

const maxLength = 60;

/** With two adjacent letters swapped: trigrams do not find those in short words. */
export function swapped(typed: string): string[] {
  return Array.from({ length: typed.length - 1 }, (_, place) => {
    const [left = '', right = ''] = typed.slice(place, place + 2);
    return typed.slice(0, place) + right + left + typed.slice(place + 2);
  });
}

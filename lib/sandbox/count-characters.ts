import type { Settings } from './settings.ts';

/** How many characters a text has: code points (an emoji is one), or UTF-16 units (it is two). */
export function countCharacters(text: string, unit: Settings['fragment']['characters']): number {
  return unit === 'utf-16' ? text.length : [...text].length;
}

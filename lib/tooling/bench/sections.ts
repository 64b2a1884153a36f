/** The requested parts of the benchmark. */

export const sectionNames = [
  'edit',
  'page',
  'start',
  'script',
  'chip',
  'read',
  'csv',
  'browser',
  'runs',
  'pull',
  'inbound',
  'history',
  'home',
  'tags',
  'suggest',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** `rows`: of the `csv` file. */
export type Asked = { sections: SectionName[]; sizes: number[]; rows: number };

/** Everyday: a few minutes, over few users. */
const everyday: SectionName[] = ['edit', 'page', 'start', 'script', 'chip'];
const sizeWords = new Map([
  ['10k', 10_000],
  ['100k', 100_000],
  ['500k', 500_000],
  ['1m', 1_000_000],
]);
const usualSize = 10_000;
const usualRows = 500_000;

/**
 * `read 10k 1m`. Default: the everyday sections. Sizes are for `read` and `browser`, the largest for others;
 * default half a million rows for `csv`, ten thousand users otherwise. Throws a line for other words.
 */
export function readAsked(words: readonly string[]): Asked {
  const sections: SectionName[] = [];
  const sizes: number[] = [];
  for (const word of words) {
    const size = sizeWords.get(word.toLowerCase());
    const section = sectionNames.find((name) => name === word);
    if (size !== undefined) sizes.push(size);
    else if (section) sections.push(section);
    else
      throw new Error(
        `“${word}” is neither a section (${sectionNames.join(', ')}) nor a size (10k, 100k, 500k, 1m).`,
      );
  }
  return {
    sections: sections.length > 0 ? [...new Set(sections)] : everyday,
    sizes: sizes.length > 0 ? [...new Set(sizes)].sort((a, b) => a - b) : [usualSize],
    rows: sizes.length > 0 ? Math.max(...sizes) : usualRows,
  };
}

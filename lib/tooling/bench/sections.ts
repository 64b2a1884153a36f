/** Which parts of the benchmark were asked for. */

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
  'history',
  'tags',
  'suggest',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** `rows`: lines of the file that `csv` loads. */
export type Asked = { sections: SectionName[]; sizes: number[]; rows: number };

/** Quick enough for everyday: a few minutes, over a small set of people. */
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
 * Reads words such as `read 10k 1m`. No section named: the everyday ones. Sizes apply to `read` and `browser`, the
 * largest of them to the others; without one, `csv` takes half a million rows and the others ten thousand people. Throws one line for a word that is neither.
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

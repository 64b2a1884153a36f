/**
 * Text as people compare it: by its picture. Composed and decomposed letters, full-width letters, ligatures and all kinds
 * of spaces are one (NFKC), and what shows nothing does not count. Browser-safe. The SQL function `fold_text` gives the same.
 */

const ascii = /^[\0-\x7f]*$/;
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;
/** Spaces that NFKC leaves as they are: tab, Ogham space mark, Braille blank. */
const otherSpaces = /[\t\u1680\u2800]/g;

/** The text as it looks; letter case is kept. Two texts that nobody can tell apart give the same. */
export function lookOf(text: string): string {
  if (ascii.test(text)) return text.replaceAll('\t', ' ');
  return text.replace(ignorable, '').normalize('NFKC').replace(otherSpaces, ' ');
}

/** For searching and comparing: as it looks, in small letters. Folding twice changes nothing. */
export function fold(text: string): string {
  const small = lookOf(text).toLowerCase();
  // A word's last sigma depends on where the word ends, and the Turkish İ leaves a dot behind: parts of words match so, too.
  return ascii.test(small) ? small : small.replaceAll('ς', 'σ').replace(/i\u0307+/g, 'i');
}

let clusters: Intl.Segmenter | null = null;

/** Letters with their accents, syllables, whole emoji: what is typed and deleted as one. */
function lettersOf(text: string): Intl.SegmentData[] {
  clusters ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...clusters.segment(text)];
}

export function withoutLastLetter(text: string): string {
  return text.slice(0, lettersOf(text).at(-1)?.index ?? 0);
}

/** Where `text` first holds `wanted`, both folded: the start and end in `text`, or null. Whole letters only. */
export function findFolded(text: string, wanted: string): { from: number; to: number } | null {
  const folded = fold(wanted);
  if (folded === '' || !fold(text).includes(folded)) return null;
  let whole = '';
  /** For each unit of `whole`, the letter that it comes from. */
  const letters: { from: number; to: number }[] = [];
  for (const { segment, index } of lettersOf(text)) {
    const part = fold(segment);
    for (const _ of part.split('')) letters.push({ from: index, to: index + segment.length });
    whole += part;
  }
  const at = whole.indexOf(folded);
  const [first, last] = [letters[at], letters[at + folded.length - 1]];
  return first && last ? { from: first.from, to: last.to } : null;
}

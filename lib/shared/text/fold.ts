/**
 * Text by its appearance: composed, full-width, ligatures and spaces are unified (NFKC), invisible characters
 * dropped. Browser-safe. As the SQL function `fold_text`.
 */

const ascii = /^[\0-\x7f]*$/;
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;
/** Not unified by NFKC: tab, Ogham space mark, Braille blank. */
const otherSpaces = /[\t\u1680\u2800]/g;

/** Keeps letter case. Indistinguishable texts give the same. */
export function lookOf(text: string): string {
  if (ascii.test(text)) return text.replaceAll('\t', ' ');
  return text.replace(ignorable, '').normalize('NFKC').replace(otherSpaces, ' ');
}

/** `lookOf` in lower case. Idempotent. */
export function fold(text: string): string {
  const small = lookOf(text).toLowerCase();
  // Final sigma depends on the word's end, and Turkish İ leaves a dot: parts of words match, too.
  return ascii.test(small) ? small : small.replaceAll('ς', 'σ').replace(/i\u0307+/g, 'i');
}

let clusters: Intl.Segmenter | null = null;

/** Grapheme clusters. */
function lettersOf(text: string): Intl.SegmentData[] {
  clusters ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...clusters.segment(text)];
}

export function withoutLastLetter(text: string): string {
  return text.slice(0, lettersOf(text).at(-1)?.index ?? 0);
}

/** Both folded; positions in `text`, whole graphemes; null: none. */
export function findFolded(text: string, wanted: string): { from: number; to: number } | null {
  const folded = fold(wanted);
  if (folded === '' || !fold(text).includes(folded)) return null;
  let whole = '';
  /** Per unit of `whole`. */
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

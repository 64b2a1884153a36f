/** What stands between the cells of a file. Pure. */

import { type Delimiter, delimiters } from '#lib/shared/csv.ts';

const maxLines = 50;
const signs: readonly string[] = delimiters;

/**
 * The delimiter by which most lines have as many cells as the first; of several, the one by which these are most. Counted
 * outside quotes. A comma when there is none.
 */
export function chooseDelimiter(text: string): Delimiter {
  const lines = countPerLine(text);
  const [first, ...others] = lines;
  let best: { delimiter: Delimiter; alike: number; cells: number } = { delimiter: ',', alike: -1, cells: 0 };
  for (const [index, delimiter] of delimiters.entries()) {
    const cells = first?.[index] ?? 0;
    if (cells === 0) continue;
    const alike = others.filter((line) => line[index] === cells).length;
    if (alike > best.alike || (alike === best.alike && cells > best.cells))
      best = { delimiter, alike, cells };
  }
  return best.delimiter;
}

/** For each line that is not blank, how often each delimiter stands outside quotes. */
function countPerLine(text: string): number[][] {
  const lines: number[][] = [];
  let counts = delimiters.map(() => 0);
  let isBlank = true;
  let isCellStart = true;
  const end = () => {
    if (!isBlank) lines.push(counts);
    counts = delimiters.map(() => 0);
    isBlank = true;
  };
  for (let position = 0; position < text.length && lines.length < maxLines; position += 1) {
    const character = text.charAt(position);
    if (character === '"' && isCellStart) {
      const close = findClose(text, position + 1);
      if (close !== null) position = close;
      isBlank = false;
      isCellStart = false;
      continue;
    }
    const index = signs.indexOf(character);
    const isLineEnd = character === '\n' || character === '\r';
    isCellStart = index >= 0 || isLineEnd;
    if (isLineEnd) end();
    else if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
    else if (character.trim() !== '') isBlank = false;
  }
  // The text may be the beginning of a file: its last line counts only where it is the only one.
  if (lines.length === 0) end();
  return lines;
}

/** The quote that ends the cell; null where none does, so that a stray one hides nothing. */
function findClose(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    const after = text.charAt(at + 1);
    if (after === '"') at += 1;
    else return after === '' || /[,;\t|\r\n]/.test(after) ? at : null;
  }
  return null;
}

import { type Delimiter, delimiters } from '#lib/shared/csv.ts';

const maxLines = 50;
const signs: readonly string[] = delimiters;

/** By which most lines have as many cells as the first, then the most cells. A comma if none. */
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

/** Per line that is not blank: how often each delimiter stands outside quotes. */
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
  // A sample's last line may be cut: it counts only where it is the only one.
  if (lines.length === 0) end();
  return lines;
}

/** null: a stray quote. */
function findClose(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    const after = text.charAt(at + 1);
    if (after === '"') at += 1;
    else return after === '' || /[,;\t|\r\n]/.test(after) ? at : null;
  }
  return null;
}

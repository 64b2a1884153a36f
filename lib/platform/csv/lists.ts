/**
 * Several tags in one cell: `;` between entries, `key=value` for pairs. Entries and parts may be quoted as
 * cells are: `"A;B"`, `"a=b"=c`. A quote elsewhere is a letter. Pure.
 */

/** `value` null: a label, or a pair without a value. Unquoted parts keep their spaces. */
export type ListEntry = { key: string; value: string | null };

/** Blank entries are left out. `isPair`: whether `=` divides an entry. */
export function splitList(cell: string, isPair: boolean): string[] {
  if (!cell.includes('"')) {
    const all = cell.split(';');
    return all.some(isBlank) ? all.filter((entry) => !isBlank(entry)) : all;
  }
  const entries: string[] = [];
  for (let start = 0; start <= cell.length; ) {
    const end = readQuoted(cell, start, isPair)?.end ?? endOfBare(cell, start);
    const entry = cell.slice(start, end);
    if (!isBlank(entry)) entries.push(entry);
    start = end + 1;
  }
  return entries;
}

export function readEntry(entry: string, isPair: boolean): ListEntry {
  const quoted = entry.includes('"') ? readQuoted(entry, 0, isPair) : null;
  if (quoted) return { key: quoted.key, value: quoted.value };
  return isPair ? divide(entry) : { key: entry, value: null };
}

/** As `readEntry`, with a required value; a pair may be quoted as a whole, `"plan=a;b"`. */
export function readPair(entry: string): ListEntry {
  const read = readEntry(entry, true);
  return read.value === null ? divide(read.key) : read;
}

function divide(text: string): ListEntry {
  const equals = text.indexOf('=');
  return equals < 0
    ? { key: text, value: null }
    : { key: text.slice(0, equals), value: text.slice(equals + 1) };
}

/** `splitList` and `readEntry` read it back. */
export function joinList(tags: readonly ListEntry[]): string {
  return tags.map(writeEntry).sort().join(';');
}

function writeEntry({ key, value }: ListEntry): string {
  if (value === null) return isPlain(key) ? key : inQuotes(key);
  if (isPlain(key) && !key.includes('=') && isPlain(value)) return `${key}=${value}`;
  return `${inQuotes(key)}=${isPlain(value) ? value : inQuotes(value)}`;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function isPlain(part: string): boolean {
  return part !== '' && !/[;"]/.test(part) && part === part.trim();
}

const inQuotes = (part: string) => `"${part.replaceAll('"', '""')}"`;

/** null: the entry is not wholly quoted; its quotes are letters. */
function readQuoted(
  text: string,
  start: number,
  isPair: boolean,
): { key: string; value: string | null; end: number } | null {
  const first = readQuote(text, start);
  if (!first) return null;
  if (isEnd(text, first.next)) return { key: first.text, value: null, end: first.next };
  if (!isPair || text.charAt(first.next) !== '=') return null;
  const second = readQuote(text, first.next + 1);
  if (second && isEnd(text, second.next)) return { key: first.text, value: second.text, end: second.next };
  const end = endOfBare(text, first.next);
  return { key: first.text, value: text.slice(first.next + 1, end), end };
}

/** `next`: the position behind it. */
function readQuote(text: string, start: number): { text: string; next: number } | null {
  const quoted = /\s*"([^"]*(?:""[^"]*)*)"\s*/y;
  quoted.lastIndex = start;
  const found = quoted.exec(text);
  return found ? { text: (found[1] ?? '').replaceAll('""', '"'), next: quoted.lastIndex } : null;
}

function isEnd(text: string, position: number): boolean {
  return position >= text.length || text.charAt(position) === ';';
}

function endOfBare(text: string, start: number): number {
  const end = text.indexOf(';', start);
  return end < 0 ? text.length : end;
}

/**
 * Several tags in one cell: entries with semicolons between, `key=value` where tags are pairs. An entry that begins with a
 * quote is quoted, the way a cell is: `"A;B"`, `"a=b"=c`, `"plan"="a;b"`. A quote anywhere else is a letter. Pure.
 */

/** A label, or a pair; `value` null: none is given. A quoted part as it stands, an unquoted one with its spaces. */
export type ListEntry = { key: string; value: string | null };

/** The entries as they are written; blank ones are left out. `isPair`: whether `=` divides an entry. */
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

/** What one of these entries means. */
export function readEntry(entry: string, isPair: boolean): ListEntry {
  const quoted = entry.includes('"') ? readQuoted(entry, 0, isPair) : null;
  if (quoted) return { key: quoted.key, value: quoted.value };
  return isPair ? divide(entry) : { key: entry, value: null };
}

/** As `readEntry`, where a value must be given: a pair may also be quoted as a whole, `"plan=a;b"`. */
export function readPair(entry: string): ListEntry {
  const read = readEntry(entry, true);
  return read.value === null ? divide(read.key) : read;
}

/** At the first `=`. */
function divide(text: string): ListEntry {
  const equals = text.indexOf('=');
  return equals < 0
    ? { key: text, value: null }
    : { key: text.slice(0, equals), value: text.slice(equals + 1) };
}

/** A cell that `splitList` and `readEntry` read back to the same. */
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

/** Null where the entry that begins at `start` is not quoted through and through: then its quotes are letters. */
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

/** A quoted text with the spaces around it; `next` is what stands behind. */
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

/** `entries`: trimmed, unique. `sure`: by lines or tabs; commas and semicolons may belong to an entry. */
export type PastedList = { entries: string[]; sure: boolean };

const lineEnd = /\r\n|[\n\r\u2028\u2029\v\f]/;

/** null: at most one entry. */
export function readPastedList(text: string): PastedList | null {
  const rows = entriesOf(text, new RegExp(`${lineEnd.source}|\\t`));
  if (rows.length > 1) return { entries: rows, sure: true };
  const parts = entriesOf(text, /[,;]/);
  return parts.length > 1 ? { entries: parts, sure: false } : null;
}

/** Non-blank lines, with tabs. */
export function readPastedLines(text: string): string[] {
  return entriesOf(text, lineEnd);
}

/** For single-line fields. */
export function asOneLine(text: string): string {
  return text
    .split(new RegExp(`(?:${lineEnd.source}|\\t)+`))
    .map((part) => part.trim())
    .filter(Boolean)
    .join(' ');
}

function entriesOf(text: string, separator: RegExp): string[] {
  return [...new Set(text.split(separator).map((entry) => entry.trim()))].filter((entry) => entry !== '');
}

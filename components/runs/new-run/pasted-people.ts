/** A pasted list of people as a table, and that as a file: runs have one reader for both. Pure. */
import { readPastedLines } from '#components/ui/pasted-list.ts';

export type PastedPeople = { columns: string[]; rows: string[][] };

/** Its cells are e-mails or ids at any provider. */
export const anyoneColumn = 'E-mail or id';

const looksNamed = (text: string) => /[@\d]/.test(text);
const isEmail = (text: string) => /^\S+@\S+$/.test(text);

/**
 * null: nothing. One column (commas, semicolons, spaces, tabs or lines between), or several where the lines
 * have tabs, or e-mails beside other text. A first line of words alone names the columns.
 */
export function readPastedPeople(text: string): PastedPeople | null {
  const lines = readPastedLines(text);
  const table = ['\t', ';', ','].map((sign) => tableOf(lines, sign)).find((found) => found !== null);
  if (table) return table;
  const [head = '', ...rest] = lines;
  const isHead = rest.length > 0 && !looksNamed(head) && rest.every(looksNamed);
  const entries = entriesOf(isHead ? rest : lines);
  return entries.length === 0 ? null : { columns: [anyoneColumn], rows: entries.map((entry) => [entry]) };
}

function tableOf(lines: readonly string[], sign: string): PastedPeople | null {
  const cells = lines.map((line) => line.split(sign).map((cell) => cell.trim()));
  const [head, ...rest] = cells;
  // One line is a list whatever parts it.
  if (!head || rest.length === 0 || head.length < 2 || cells.some(({ length }) => length !== head.length))
    return null;
  const isHead = !head.some(looksNamed) && rest.every((row) => row.some(looksNamed));
  const rows = isHead ? rest : cells;
  const places = head.map((_, place) => place);
  const who = places.find((place) => rows.every((row) => isEmail(row[place] ?? '')));
  const other = places.find((place) => rows.every((row) => !row[place]?.includes('@')));
  if (other === undefined || (who === undefined && sign !== '\t')) return null;
  const columns = isHead
    ? head
    : places.map((place) => (place === (who ?? 0) ? anyoneColumn : `Column ${place + 1}`));
  return { columns, rows };
}

/** Once each. Of “Name <address>” the address, where the list has such. */
function entriesOf(lines: readonly string[]): string[] {
  const isAddressed = lines.some((line) => /<[^<>\s]+@[^<>\s]+>/.test(line));
  const parts = isAddressed
    ? lines.flatMap((line) => line.split(/[,;]/)).map((part) => /<([^<>]+)>/.exec(part)?.[1] ?? part)
    : lines;
  const words = parts.flatMap((part) => part.split(/[\s,;]+/));
  return [...new Set(words.map((word) => word.replace(/^["'“<(]+|["'”>)]+$/g, '')))].filter(
    (word) => word !== '' && (!isAddressed || word.includes('@') || looksNamed(word)),
  );
}

/** `said`: how it is written, so that nothing is guessed. */
export const saidOfList = { encoding: 'utf-8', delimiter: ',' } as const;

/** Its name is for the run's title. */
export function toFile({ columns, rows }: PastedPeople): File {
  const text = [columns, ...rows].map((cells) => cells.map(toCell).join(',')).join('\r\n');
  return new File([text], `a pasted list of ${rows.length.toLocaleString('en')}`, { type: 'text/csv' });
}

function toCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

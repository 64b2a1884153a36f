/** UTF-16 is recognised by its byte order mark only. */
export const saidEncodings = ['utf-8', 'windows-1252'] as const;
export type SaidEncoding = (typeof saidEncodings)[number];
export type Encoding = SaidEncoding | 'utf-16le' | 'utf-16be';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

export const delimiterNames = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
} as const satisfies Record<string, Delimiter>;

/** Of any other character, the character. */
export function nameOfDelimiter(delimiter: string): string {
  return Object.entries(delimiterNames).find(([, sign]) => sign === delimiter)?.[0] ?? delimiter;
}

/** What is given; the rest is detected. */
export type SaidForm = { encoding?: SaidEncoding | null; delimiter?: Delimiter | null };

/** As detected or given. */
export type TableForm = { encoding: Encoding; delimiter: string };

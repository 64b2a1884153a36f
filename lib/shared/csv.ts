/** How a file is written, as far as that can be said or found out. Browser-safe. */
/** What a person can say; UTF-16 is known by its mark alone. */
export const saidEncodings = ['utf-8', 'windows-1252'] as const;
export type SaidEncoding = (typeof saidEncodings)[number];
export type Encoding = SaidEncoding | 'utf-16le' | 'utf-16be';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** The names by which headers and options say a delimiter. */
export const delimiterNames = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
} as const satisfies Record<string, Delimiter>;

/** The name of a delimiter; of any other sign, the sign. */
export function nameOfDelimiter(delimiter: string): string {
  return Object.entries(delimiterNames).find(([, sign]) => sign === delimiter)?.[0] ?? delimiter;
}

/** How the file is to be read, as far as somebody says; the rest is found out. */
export type SaidForm = { encoding?: SaidEncoding | null; delimiter?: Delimiter | null };

/** How it is read. */
export type TableForm = { encoding: Encoding; delimiter: string };

/** The import file's columns and the report of an import. Browser-safe. */

import type { ProviderId } from '#lib/providers/ids.ts';
import type { TableForm } from '#lib/shared/csv.ts';
import { keyOfColumn } from '#lib/shared/filter/columns.ts';

/** Every column that a file may have, in the order in which they are explained. Any order and subset is fine. */
export const importColumns = [
  'name',
  'email',
  'vero_id',
  'cerego_user_id',
  'capillary_user_id',
  'fragment_user_ref',
  'vero_tags',
  'cerego_tags',
  'capillary_labels',
  'fragment_tags',
] as const;
export type ImportColumn = (typeof importColumns)[number];

/** What an exported file may say besides. It follows from the rest, so an import passes it over. */
export const derivedColumns = ['tag_count', 'changed_at'] as const;

/** The value of one key, as `cerego.Region`. */
export type KeyColumn = `${ProviderId}.${string}`;

/** Every column that a file may have. */
export type FileColumn = ImportColumn | (typeof derivedColumns)[number] | KeyColumn;

export function isKeyColumn(name: string): name is KeyColumn {
  return keyOfColumn(name) !== null;
}

/** Where a provider's id and tags stand. */
export const columnsOf = {
  vero: { id: 'vero_id', tags: 'vero_tags' },
  cerego: { id: 'cerego_user_id', tags: 'cerego_tags' },
  capillary: { id: 'capillary_user_id', tags: 'capillary_labels' },
  fragment: { id: 'fragment_user_ref', tags: 'fragment_tags' },
} as const satisfies Record<ProviderId, { id: ImportColumn; tags: ImportColumn }>;

/** `line` counts from 1, the header; `column` is the name in the header, or empty for the whole line. */
export type BadRow = { line: number; column: string; reason: string };

export type ImportReport = {
  importId: number;
  fileName: string;
  rowsRead: number;
  rowsLoaded: number;
  rowsBad: number;
  usersCreated: number;
  /** Users there before who changed, counted once per 5,000 rows in which they occur. */
  usersChanged: number;
  /** Of the first 1,000 bad rows, each with every reason that was found. */
  badRows: BadRow[];
};

export const maxBadRowsKept = 1_000;

export type ImportProgress = Pick<ImportReport, 'rowsRead' | 'rowsLoaded' | 'rowsBad'>;

/**
 * Something to know before a file is loaded. `text`: whole sentences. `count`: how often it is so, first in `line`, where
 * `example` stands; `known`: how many of these ids are known here in another form. `holds`: worth asking before loading.
 */
export type ImportAdvice = {
  text: string;
  column: string;
  example: string;
  line: number;
  count: number;
  known: number;
  holds: boolean;
};

/**
 * What loading the file would come to. Nothing is loaded. `usersUnchanged`: named by the file and as it says already.
 * `rowsNoText`: bad because their bytes are no text in the encoding of `form`.
 */
export type ImportLook = Omit<ImportReport, 'importId'> & {
  usersUnchanged: number;
  rowsNoText: number;
  form: TableForm;
  advice: ImportAdvice[];
};

/** What `POST /api/imports` streams: one JSON value per line; the report, the look or the failure last. */
export type ImportMessage =
  | { kind: 'progress'; progress: ImportProgress }
  | { kind: 'report'; report: ImportReport }
  | { kind: 'look'; look: ImportLook }
  | { kind: 'failure'; message: string };

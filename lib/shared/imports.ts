/** Browser-safe. */

import type { ProviderId } from '#lib/providers/ids.ts';
import type { TableForm } from '#lib/shared/csv.ts';
import { keyOfColumn } from '#lib/shared/filter/columns.ts';

/** In the order of the help. Any subset and order. */
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

/** In exports only: imports ignore them. */
export const derivedColumns = ['tag_count', 'changed_at'] as const;

export type KeyColumn = `${ProviderId}.${string}`;

export type FileColumn = ImportColumn | (typeof derivedColumns)[number] | KeyColumn;

export function isKeyColumn(name: string): name is KeyColumn {
  return keyOfColumn(name) !== null;
}

export const columnsOf = {
  vero: { id: 'vero_id', tags: 'vero_tags' },
  cerego: { id: 'cerego_user_id', tags: 'cerego_tags' },
  capillary: { id: 'capillary_user_id', tags: 'capillary_labels' },
  fragment: { id: 'fragment_user_ref', tags: 'fragment_tags' },
} as const satisfies Record<ProviderId, { id: ImportColumn; tags: ImportColumn }>;

/** `line` counts from 1, the header; `column` '': the whole line. */
export type BadRow = { line: number; column: string; reason: string };

export type ImportReport = {
  importId: number;
  fileName: string;
  rowsRead: number;
  rowsLoaded: number;
  rowsBad: number;
  usersCreated: number;
  /** Existing users that changed, counted once per batch of 5,000 rows. */
  usersChanged: number;
  /** Of the first 1,000 bad rows, with every reason. */
  badRows: BadRow[];
};

export const maxBadRowsKept = 1_000;

export type ImportProgress = Pick<ImportReport, 'rowsRead' | 'rowsLoaded' | 'rowsBad'>;

/**
 * `text`: sentences. `count`: how often, first in `line` with `example`; `known`: ids known here in another
 * form. `holds`: ask before loading.
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
 * Nothing is loaded. `usersUnchanged`: named without a difference. `rowsNoText`: bad since not in the
 * encoding of `form`.
 */
export type ImportLook = Omit<ImportReport, 'importId'> & {
  usersUnchanged: number;
  rowsNoText: number;
  form: TableForm;
  advice: ImportAdvice[];
};

/** Streamed by `POST /api/imports`: one JSON value per line, the report, dry run or failure last. */
export type ImportMessage =
  | { kind: 'progress'; progress: ImportProgress }
  | { kind: 'report'; report: ImportReport }
  | { kind: 'look'; look: ImportLook }
  | { kind: 'failure'; message: string };

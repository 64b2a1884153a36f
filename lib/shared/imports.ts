/** Browser-safe. */

import * as z from 'zod/mini';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';
import type { TableForm } from '#lib/shared/csv.ts';
import { keyOfColumn } from '#lib/shared/filter/columns.ts';
import '#lib/shared/input-messages.ts';

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

/** Of a file to begin with, under `importColumns`. */
export const sampleRows: readonly (readonly string[])[] = [
  ...[
    [
      'Ada Lovelace',
      'ada@example.com',
      'ada-1815',
      '1185304',
      '',
      '',
      'prospect;newsletter',
      'Region=London',
      '',
      '',
    ],
    [
      'Grace Hopper',
      'grace@example.com',
      'grace-1906',
      '',
      '564663098',
      'grace-1906',
      'newsletter',
      '',
      'Gold',
      'plan=team',
    ],
    [
      'Katherine Johnson',
      'katherine@example.com',
      '',
      '',
      '',
      'katherine-1918',
      '',
      '',
      '',
      'plan=free;seat=12',
    ],
  ],
];

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

/** Of a file's column; null: not used. */
export type ImportUse = FileColumn | null;

export const maxFileColumns = 200;
export const maxCorrections = 1_000;
export const maxCorrectedLength = 10_000;

const isImportUse = (use: unknown): boolean =>
  use === null ||
  (typeof use === 'string' &&
    use.length <= maxCorrectedLength &&
    canBeKept(use) &&
    ([...importColumns, ...derivedColumns].some((column) => column === use) || isKeyColumn(use)));

const isWholeText = (text: string) => canBeKept(text) && !text.includes('\uFFFD');

/**
 * What a member says about a file. `columns`: in its order; null: as guessed. `corrections`: cells that are
 * read as `text` instead; `line` as in `BadRow`, `cell` from 0.
 */
export const importChoicesRule = z.object({
  columns: z._default(
    z.nullable(
      z
        .array(z.custom<ImportUse>(isImportUse, 'A column cannot be used like that.'))
        .check(z.maxLength(maxFileColumns, `A file has at most ${maxFileColumns} columns.`)),
    ),
    null,
  ),
  corrections: z._default(
    z
      .array(
        z.object({
          line: z.int().check(z.positive()),
          cell: z.int().check(z.nonnegative(), z.lt(maxFileColumns)),
          text: z
            .string()
            .check(
              z.maxLength(maxCorrectedLength),
              z.refine(isWholeText, 'The cell holds a character that is no text.'),
            ),
        }),
      )
      .check(
        z.maxLength(
          maxCorrections,
          `At most ${maxCorrections} cells can be corrected here: correct the others in the file.`,
        ),
      ),
    [],
  ),
});
export type ImportChoices = z.output<typeof importChoicesRule>;
export type Correction = ImportChoices['corrections'][number];

const identifying: readonly ImportUse[] = [...providerIds.map((provider) => columnsOf[provider].id), 'email'];

/** By which a user is found. */
export function isIdentifying(use: ImportUse): boolean {
  return identifying.includes(use);
}

/** null: rows can be loaded. */
export function whatIsMissing(uses: readonly ImportUse[]): string | null {
  return uses.some(isIdentifying)
    ? null
    : 'No column says whom a row is about: choose the one with the e-mail or an id.';
}

/** What follows from columns that are not there, in sentences. */
export function adviseOnColumns(uses: readonly ImportUse[]): string[] {
  return providerIds.flatMap((provider) => {
    const { id, tags } = columnsOf[provider];
    const isTagged = uses.some((use) => use === tags || keyOfColumn(use ?? '')?.provider === provider);
    const { label, nouns } = capabilitiesOf(provider);
    return isTagged && !uses.includes(id)
      ? [
          `No column has the ${nouns.externalId}: ${label} tags go only to users whose ${nouns.externalId} is known here.`,
        ]
      : [];
  });
}

/** `line` counts from 1, the header; `column` '': the whole line. */
export type BadRow = { line: number; column: string; reason: string };

export type ImportReport = {
  importId: number;
  fileName: string;
  rowsRead: number;
  rowsLoaded: number;
  rowsBad: number;
  usersCreated: number;
  /** Existing users that changed. */
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

/** `isThere`: carried already. `before`: the value that it replaces. */
export type PreviewTag = { key: string; value: string | null; isThere: boolean; before: string | null };

/** `externalId` null: none is known. `more`: further tags. */
export type PreviewIdentity = {
  provider: ProviderId;
  externalId: string | null;
  tags: PreviewTag[];
  more: number;
};

/** `again`: new in an earlier row. `was`: name and e-mail here, where the row changes them. */
export type PreviewUser = {
  is: 'new' | 'again' | 'known';
  name: string;
  email: string;
  was: { name: string; email: string } | null;
  identities: PreviewIdentity[];
};

/**
 * A row as it would become; `user` null: bad. `title`: of whom a bad row seems to be. `cell`: of the fault, -1: of
 * the row. `fields`: cells that may be corrected; none: only in the file.
 */
export type PreviewRow = {
  line: number;
  user: PreviewUser | null;
  title: string;
  faults: { cell: number; column: string; reason: string }[];
  fields: { cell: number; text: string }[];
};

/** `sample`: distinct cells of the first rows. */
export type PreviewColumn = { name: string; use: ImportUse; sample: string[] };

/**
 * Nothing is loaded. `usersUnchanged`: named without a difference. `rowsNoText`: bad since not in the
 * encoding of `form`. `missing`: why no row was read. `first`: the first rows. `bad`: the first with faults, and
 * all corrected ones.
 */
export type ImportLook = Omit<ImportReport, 'importId'> & {
  usersUnchanged: number;
  rowsNoText: number;
  form: TableForm;
  advice: ImportAdvice[];
  missing: string | null;
  columns: PreviewColumn[];
  first: PreviewRow[];
  bad: PreviewRow[];
};

/** Streamed by `POST /api/imports`: one JSON value per line, the report, dry run or failure last. */
export type ImportMessage =
  | { kind: 'progress'; progress: ImportProgress }
  | { kind: 'report'; report: ImportReport }
  | { kind: 'look'; look: ImportLook }
  | { kind: 'failure'; message: string };

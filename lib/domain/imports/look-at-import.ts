/** A dry run of an import: what it would do, and advice. Writes nothing. */
import { erasedReason, findErasedBy } from '#lib/domain/identities/find-erased.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { type BadRow, type ImportLook, type ImportProgress, maxBadRowsKept } from '#lib/shared/imports.ts';
import {
  Advice,
  findKnownIds,
  findPaddedLengths,
  type Noticed,
  noticeIn,
  type PaddedLengths,
} from './advice.ts';
import { inBatchTransaction } from './batch-transaction.ts';
import type { DraftIndex, DraftUser } from './drafts.ts';
import { FileTags } from './file-tags.ts';
import { findKnown, tracesOf } from './find-known.ts';
import { type ImportFile, openRows } from './import-users.ts';
import { mergeRow } from './merge-row.ts';
import { type Described, describeUser, Preview } from './preview-rows.ts';
import { createLocator, type RowBatch, toBadRow } from './read-rows.ts';
import { SeenPeople } from './seen-people.ts';

/**
 * Reads the whole file as `importUsers` does, in constant memory. Rows of different batches count as one user
 * where they share an id or e-mail, but are not checked against each other: such conflicts show only when the
 * file is loaded. Throws AppError `forbidden`, `invalid` (empty file, unusable header); with choices, a header that
 * finds nobody is `missing`.
 */
export async function lookAtImport(
  context: Context,
  file: ImportFile,
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<ImportLook> {
  requirePermission(context, 'users:import');
  const { database } = context;
  const look: ImportLook = {
    fileName: file.fileName,
    rowsRead: 0,
    rowsLoaded: 0,
    rowsBad: 0,
    usersCreated: 0,
    usersChanged: 0,
    usersUnchanged: 0,
    rowsNoText: 0,
    form: { encoding: 'utf-8', delimiter: ',' },
    badRows: [],
    advice: [],
    missing: null,
    columns: [],
    first: [],
    bad: [],
  };
  const padded = await inBatchTransaction(database, { lock: false }, findPaddedLengths);
  const advice = new Advice();
  const seen = new SeenPeople();
  const tags = new FileTags();
  const preview = new Preview();
  for await (const batch of openRows(context, file, { isLook: true })) {
    const wanted = preview.begin(batch);
    const { index, refused, noticed, known, described } = await tryBatch(database, batch, padded, wanted);
    preview.end(batch, described);
    look.missing = batch.columns.missing;
    advice.add(noticed, known);
    for (const row of batch.rows) tags.add(row);
    countUsers(look, index, seen);
    const bad = new Set(refused.map(({ line }) => line)).size;
    look.rowsRead += batch.rows.length + batch.rowsBad;
    look.rowsLoaded += batch.rows.length - bad;
    look.rowsBad += batch.rowsBad + bad;
    look.rowsNoText += batch.rowsNoText;
    look.form = batch.form;
    const listed = [...batch.bad, ...refused].sort((a, b) => a.line - b.line);
    look.badRows = [...look.badRows, ...listed].slice(0, maxBadRowsKept);
    onProgress({ rowsRead: look.rowsRead, rowsLoaded: look.rowsLoaded, rowsBad: look.rowsBad });
  }
  advice.add(await tags.notice(database), new Set());
  return { ...look, ...preview.result(), advice: advice.list().map(preview.toFilesOwnColumn) };
}

type Tried = {
  index: DraftIndex;
  refused: BadRow[];
  /** By line. */
  described: Map<number, Described>;
  noticed: Noticed[];
  known: ReadonlySet<string>;
};

function tryBatch(
  database: Database,
  batch: RowBatch,
  padded: PaddedLengths,
  wanted: ReadonlySet<number>,
): Promise<Tried> {
  const locate = createLocator(batch);
  return inBatchTransaction(database, { lock: false }, async (client) => {
    const index = await findKnown(client, batch.rows, { lock: false });
    const now = new Date().toISOString();
    const refused: Tried['refused'] = [];
    const noticed: Noticed[] = [];
    const described: Tried['described'] = new Map();
    const erased = await findErasedBy(client, batch.rows.map(tracesOf));
    for (const [place, row] of batch.rows.entries()) {
      const inRow = noticeIn(row, index, padded);
      const user = wanted.has(row.line) ? describeUser(index, row) : null;
      const faults = erased.has(place)
        ? [{ column: '' as const, reason: erasedReason }]
        : mergeRow(index, row, now);
      if (!faults) {
        noticed.push(...inRow);
        if (user) described.set(row.line, { user, faults: [] });
        continue;
      }
      const located = locate(row.line, faults);
      refused.push(...located.map((fault) => toBadRow(batch.columns, row.line, fault)));
      described.set(row.line, { user: null, faults: located });
    }
    return { index, refused, noticed, described, known: await findKnownIds(client, noticed) };
  });
}

function countUsers(look: ImportLook, index: DraftIndex, seen: SeenPeople): void {
  for (const user of index.users) {
    const names = namesOf(user);
    if (names.some((name) => seen.has(name))) continue;
    if (user.id === null) look.usersCreated += 1;
    else if (user.isChanged) look.usersChanged += 1;
    else look.usersUnchanged += 1;
  }
  // After counting: two users of one batch are two, whatever they share.
  for (const user of index.users) for (const name of namesOf(user)) seen.add(name);
}

function namesOf({ id, email, identities }: DraftUser): string[] {
  if (id !== null) return [`#${id}`];
  const ids = [...identities.values()].map(({ provider, externalId }) => `${provider} ${externalId}`);
  return email === '' ? ids : [...ids, `@${email.toLowerCase()}`];
}

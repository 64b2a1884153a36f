/** CSV rows become operations by the mapping and are matched to users in SQL: constant memory. */
import { sql } from 'drizzle-orm';
import { findKeysOfAnybody } from '#lib/domain/tags/find-held-keys.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { RunSourceInput } from '#lib/shared/run-inputs.ts';
import type { RunBadRow } from '#lib/shared/runs.ts';
import type { BadRows } from './finish-plan.ts';
import { mergeFileRows, openFileRows } from './match-file-rows.ts';
import type { CheckedRunOperation, KeyRules } from './planned-operations.ts';
import { createRowReader } from './read-file-row.ts';

type FileSource = Extract<RunSourceInput, { kind: 'csv' }>;

export const maxBadRowsKept = 1_000;
const batchSize = 5_000;

export async function collectFromFile(
  transaction: Transaction,
  source: FileSource,
  runOperations: readonly CheckedRunOperation[],
  rules: KeyRules,
): Promise<BadRows> {
  const upload = await findUpload(transaction, source.uploadId);
  const bad: BadRows = { rows: [...upload.badRows], count: upload.badRowCount };
  const note = (rows: readonly RunBadRow[], count: number) => {
    bad.count += count;
    bad.rows.push(...rows.slice(0, Math.max(0, maxBadRowsKept - bad.rows.length)));
  };
  const held = heldByAnybody(transaction);
  const { oddKeys, readRow } = createRowReader(upload.columns, source, { rules, isHeld: held.has });
  await openFileRows(transaction);
  for (let after = 0; ; ) {
    const rows = await runPlannedStatement<{ line: number; cells: string[] }>(
      transaction,
      sql`select line, cells from run_upload_rows where upload_id = ${source.uploadId} and line > ${after}
        order by line limit ${batchSize}`,
    );
    const last = rows.at(-1);
    if (!last) break;
    after = last.line;
    await held.learn(rows.flatMap(({ cells }) => oddKeys(cells)));
    const good: FileOperation[] = [];
    for (const { line, cells } of rows) {
      const read = readRow(cells);
      if (read.faults.length > 0)
        note(
          read.faults.map((fault) => ({ line, ...fault })),
          1,
        );
      else good.push({ line, who: read.who, asked: [...read.asked, ...runOperations] });
    }
    await addFileRows(transaction, good);
  }
  const merged = await mergeFileRows(transaction, maxBadRowsKept);
  note(merged.rows, merged.count);
  return { ...bad, rows: bad.rows.toSorted((left, right) => left.line - right.line) };
}

type FileOperation = {
  line: number;
  who: { as: 'email' | ProviderId; text: string }[];
  asked: CheckedRunOperation[];
};

/** Asked for a batch of rows at a time. */
function heldByAnybody(transaction: Transaction) {
  const known = new Map<string, boolean>();
  const nameOf = (provider: ProviderId, key: string) => `${provider} ${key}`;
  return {
    has: (provider: ProviderId, key: string) => known.get(nameOf(provider, key)) ?? false,
    learn: async (asked: readonly { provider: ProviderId; key: string }[]) => {
      const fresh = asked.filter(({ provider, key }) => !known.has(nameOf(provider, key)));
      for (const provider of new Set(fresh.map((each) => each.provider))) {
        const keys = [...new Set(fresh.filter((each) => each.provider === provider).map(({ key }) => key))];
        const found = await findKeysOfAnybody(transaction, provider, keys);
        for (const key of keys) known.set(nameOf(provider, key), found.has(key));
      }
    },
  };
}

async function addFileRows(transaction: Transaction, rows: readonly FileOperation[]): Promise<void> {
  if (rows.length === 0) return;
  await transaction.execute(sql`
    insert into run_file_rows (line, who, asked)
    select line, who, asked from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(line int, who jsonb, asked jsonb)`);
}

async function findUpload(transaction: Transaction, uploadId: number) {
  const [upload] = await runPlannedStatement<{
    columns: string[];
    badRows: RunBadRow[];
    badRowCount: number;
  }>(
    transaction,
    sql`select columns, bad_rows as "badRows", bad_row_count as "badRowCount" from run_uploads where id = ${uploadId}`,
  );
  if (!upload) throw new AppError('not-found', 'The file of this run is no longer here: choose it again.');
  return upload;
}

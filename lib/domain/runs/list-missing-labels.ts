/** Labels that a file adds and the provider's catalogue lacks: each would be refused. */
import { sql } from 'drizzle-orm';
import { catalogueKeys } from '#lib/domain/tags/catalogue-keys.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { readEntry, splitList } from '#lib/platform/csv/lists.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { fileLabelsInput } from '#lib/shared/run-inputs.ts';
import type { LabelCount } from '#lib/shared/runs.ts';
import { requireUpload } from './create-run.ts';

/** More different labels than this in one column are no labels. */
const maxLabels = 20_000;
const maxGiven = 50;
const batchSize = 20_000;

type AskedLabel = { label: string; count: number };

/** `count`: rows. Throws AppError `forbidden`, `invalid`, `not-found` (no file or column). */
export async function listMissingInFile(context: Context, input: unknown): Promise<LabelCount[]> {
  requirePermission(context, 'runs:write');
  const { uploadId, column, provider } = parseInput(fileLabelsInput, input);
  const { columns } = await requireUpload(context, uploadId);
  const place = columns.indexOf(column);
  if (place < 0) throw new AppError('not-found', `The file has no column “${column}”.`);
  if (!capabilitiesOf(provider).hasCatalogue) return [];
  const counts = new Map<string, number>();
  for (let after = 0; ; ) {
    const rows = await runPlannedStatement<{ line: number; cell: string | null }>(
      context.database,
      sql`select line, cells ->> ${place}::int as cell from run_upload_rows
        where upload_id = ${uploadId} and line > ${after} order by line limit ${batchSize}`,
    );
    const last = rows.at(-1);
    if (!last) break;
    after = last.line;
    for (const { cell } of rows) {
      const entries = splitList(cell ?? '', false).map((entry) => readEntry(entry, false).key.trim());
      for (const label of new Set(entries)) {
        const count = counts.get(label);
        if (count !== undefined || counts.size < maxLabels) counts.set(label, (count ?? 0) + 1);
      }
    }
  }
  const asked = [...counts].map(([label, count]) => ({ label, count }));
  return missingOf(context, provider, asked.sort(byCount));
}

function byCount(left: AskedLabel, right: AskedLabel): number {
  return right.count - left.count || (left.label < right.label ? -1 : 1);
}

/** Empty where the catalogue cannot be read. */
async function missingOf(
  context: Context,
  provider: ProviderId,
  asked: readonly AskedLabel[],
): Promise<LabelCount[]> {
  const keys = asked.length > 0 ? await catalogueKeys(context, provider) : null;
  if (keys === null) return [];
  return asked
    .filter(({ label }) => !keys.has(label))
    .slice(0, maxGiven)
    .map((each) => ({ provider, ...each }));
}

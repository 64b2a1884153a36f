/**
 * Labels that a plan or a file asks for and the provider's own catalogue lacks: each will be refused for everybody who
 * is to get it, so it is said before.
 */
import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { AppError, parseInput } from '#lib/errors.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { catalogueKeys } from '#lib/tags/catalogue-keys.ts';
import { fileLabelsInput, runInput } from './input.ts';
import { readRows } from './read-rows.ts';
import { requireUpload } from './require-upload.ts';
import type { LabelCount } from './schemas.ts';

/** More different labels than this in one column are no labels. */
const mostLabels = 20_000;
const mostGiven = 50;

/** Of a plan; `count`: changes that ask for the label. Throws AppError `forbidden`, `invalid`. */
export async function listMissingInPlan(context: Context, input: unknown): Promise<LabelCount[]> {
  requirePermission(context, 'runs:write');
  const { runId } = parseInput(runInput, input);
  const found = providerIds
    .filter((provider) => capabilitiesOf(provider).hasCatalogue)
    .map((provider) =>
      missingOf(
        context,
        provider,
        sql`
        select o.key as label, count(*)::int as count
        from run_targets t cross join lateral jsonb_to_recordset(t.operations) as o(verb text, key text)
        where t.run_id = ${runId} and t.verdict = 'change' and t.provider = ${provider} and o.verb <> 'remove'
        group by o.key`,
      ),
    );
  return (await Promise.all(found)).flat();
}

/**
 * Of one column whose cells hold labels; `count`: rows that name the label. Throws AppError `forbidden`, `invalid`,
 * `not-found` (the file is gone, or has no such column).
 */
export async function listMissingInFile(context: Context, input: unknown): Promise<LabelCount[]> {
  requirePermission(context, 'runs:write');
  const { uploadId, column, provider } = parseInput(fileLabelsInput, input);
  const { columns } = await requireUpload(context, uploadId);
  const place = columns.indexOf(column);
  if (place < 0) throw new AppError('not-found', `The file has no column “${column}”.`);
  return missingOf(
    context,
    provider,
    sql`
    select label, count(*)::int as count from (
      select btrim(entry) as label from run_upload_rows
      cross join lateral string_to_table(cells ->> ${place}::int, ';') as entry where upload_id = ${uploadId}
    ) entries where label <> '' group by label`,
  );
}

/** `labels` selects `label` and `count`. Nothing where nobody can tell. Most frequent first. */
async function missingOf(context: Context, provider: ProviderId, labels: SQL): Promise<LabelCount[]> {
  if (!capabilitiesOf(provider).hasCatalogue) return [];
  const asked = await readRows<{ label: string; count: number }>(
    context.database,
    sql`${labels} order by count desc, label limit ${mostLabels}`,
  );
  const keys = asked.length > 0 ? await catalogueKeys(context, provider) : null;
  if (keys === null) return [];
  return asked
    .filter(({ label }) => !keys.has(label))
    .slice(0, mostGiven)
    .map((each) => ({ provider, ...each }));
}

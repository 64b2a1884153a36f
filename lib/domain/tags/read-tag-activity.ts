import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { type CatalogueTag, readTagActivityInput, type TagActivity } from '#lib/shared/catalogue.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { countLines } from './count-lines.ts';
import { tagColumns } from './list-catalogue.ts';

/** Time for one part; the page then asks for the next. */
const budgetMs = 700;

/** Throws AppError `forbidden`, `invalid`, `not-found`. */
export async function readTagActivity(context: Context, input: unknown): Promise<TagActivity> {
  requirePermission(context, 'tags:read');
  requirePermission(context, 'history:read');
  const { tagId, before } = parseInput(readTagActivityInput, input);
  const [tag] = await runStatement<CatalogueTag>(
    context.database,
    sql`select ${tagColumns} from tags where id = ${tagId}`,
  );
  if (!tag) throw new AppError('not-found', 'Tag not found.');
  const { through, ...counted } = await countLines(context.database, tag, { before, budgetMs });
  return { tag, ...counted, next: through };
}

/** All about one tag: its near-copies, the same word at other providers, and what names it. */
import { sql } from 'drizzle-orm';
import { findViewsNaming } from '#lib/domain/views/rewrite-views.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { type CatalogueTag, readTagInput, type TagDetail } from '#lib/shared/catalogue.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { tagColumns } from './list-catalogue.ts';

/** Without case, spaces, “_” and “-”. */
const plainOf = (text: string) => sql.raw(`translate(fold_text(${text}), ' _-', '')`);
const whole = plainOf("key || coalesce('=' || value, '')");
/** What the tag says: a pair's value, as labels have none. */
const word = plainOf('coalesce(value, key)');
const maxOthers = 12;

/** Throws AppError `forbidden`, `invalid`, `not-found`. */
export async function readTag(context: Context, input: unknown): Promise<TagDetail> {
  requirePermission(context, 'tags:read');
  const { tagId } = parseInput(readTagInput, input);
  const [tag] = await runStatement<CatalogueTag>(
    context.database,
    sql`select ${tagColumns} from tags where id = ${tagId}`,
  );
  if (!tag) throw new AppError('not-found', 'Tag not found.');
  const [near, elsewhere, views] = await Promise.all([
    runStatement<CatalogueTag>(
      context.database,
      sql`select ${tagColumns} from tags where provider = ${tag.provider} and id <> ${tagId}
        and ${whole} = (select ${whole} from tags where id = ${tagId})
        order by usage_count desc, id limit ${maxOthers}`,
    ),
    runStatement<CatalogueTag>(
      context.database,
      sql`select ${tagColumns} from tags where provider <> ${tag.provider} and usage_count > 0
        and ${word} = (select ${word} from tags where id = ${tagId})
        order by usage_count desc, id limit ${maxOthers}`,
    ),
    findViewsNaming(context, tag.provider, tag),
  ]);
  return { tag, near, elsewhere, views };
}

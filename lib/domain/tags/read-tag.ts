/** All about one tag: its near-copies, the same word at other providers, and what names it. */
import { sql } from 'drizzle-orm';
import { findViewsNaming } from '#lib/domain/views/rewrite-views.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { type CatalogueTag, readTagInput, type TagDetail } from '#lib/shared/catalogue.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { tagColumns } from './list-catalogue.ts';
import { spellingOf, wordOf } from './near-copies.ts';

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
  const isPair = (verdict: 'open' | 'not-same') => sql`exists (select from tag_pairs p
    where p.first_id = least(t.id, ${tagId}::int) and p.second_id = greatest(t.id, ${tagId}::int) and p.verdict = ${verdict})`;
  const [near, elsewhere, views] = await Promise.all([
    runStatement<CatalogueTag>(
      context.database,
      sql`select ${tagColumns} from tags t where provider = ${tag.provider} and id <> ${tagId}
        and (${spellingOf(sql`t`)} = (select ${spellingOf(sql`o`)} from tags o where o.id = ${tagId}) or ${isPair('open')})
        and not ${isPair('not-same')} order by usage_count desc, id limit ${maxOthers}`,
    ),
    runStatement<CatalogueTag>(
      context.database,
      sql`select ${tagColumns} from tags t where provider <> ${tag.provider} and usage_count > 0
        and ${wordOf(sql`t`)} = (select ${wordOf(sql`o`)} from tags o where o.id = ${tagId})
        and not ${isPair('not-same')} order by usage_count desc, id limit ${maxOthers}`,
    ),
    findViewsNaming(context, tag.provider, tag),
  ]);
  return { tag, near, elsewhere, views };
}

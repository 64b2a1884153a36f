import { adviseOnLookAlikes, findLookAlikes } from '#lib/domain/tags/look-alikes.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { tagAdviceInput } from '#lib/shared/tags.ts';

/** One sentence for each look-alike. Throws AppError `forbidden`, `invalid`. */
export async function adviseOnTyped(context: Context, input: unknown): Promise<string[]> {
  requirePermission(context, 'tags:read');
  const [others = []] = await findLookAlikes(context.database, [parseInput(tagAdviceInput, input)]);
  return adviseOnLookAlikes(others);
}

/** What the catalogue knows against a tag that is being typed: others that look the same. */
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { adviseOnLookAlikes, findLookAlikes } from '#lib/catalogue/look-alikes.ts';
import { parseInput } from '#lib/errors.ts';
import { tagAdviceInput } from './schemas.ts';

/** One sentence for each look-alike. Throws AppError `forbidden`, `invalid`. */
export async function adviseOnTyped(context: Context, input: unknown): Promise<string[]> {
  requirePermission(context, 'tags:read');
  const [others = []] = await findLookAlikes(context.database, [parseInput(tagAdviceInput, input)]);
  return adviseOnLookAlikes(others);
}

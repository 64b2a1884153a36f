import { type Context, requirePermission } from '#lib/platform/context.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { type MissingLabel, missingLabelInput } from '#lib/shared/tags.ts';
import { catalogueKeys } from './catalogue-keys.ts';

/** `missing` null: unknown, as in `catalogueKeys`. Throws AppError `forbidden`, `invalid`. */
export async function findMissingLabel(context: Context, input: unknown): Promise<MissingLabel> {
  requirePermission(context, 'runs:write');
  const { provider, key } = parseInput(missingLabelInput, input);
  const keys = await catalogueKeys(context, provider);
  return { missing: keys && !keys.has(key.trim()) };
}

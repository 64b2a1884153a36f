import { countDays } from '#lib/domain/changes/count-days.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { ProviderDays } from '#lib/shared/home.ts';

const shownDays = 90;

/** The last 90 days with today. Throws AppError `forbidden`. */
export async function listDays(context: Context): Promise<ProviderDays[]> {
  requirePermission(context, 'history:read');
  return countDays(context.database, shownDays);
}

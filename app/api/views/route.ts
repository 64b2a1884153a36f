/** GET /api/views: the views that the member can open, as `SavedView[]`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listViews } from '#lib/views/list-views.ts';

export const GET = withContext(async (context) => {
  return Response.json(await listViews(context), { headers: { 'cache-control': 'no-store' } });
});

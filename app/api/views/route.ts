/** GET /api/views: the views that the member can open, as `SavedView[]`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listViews } from '#lib/views/list-views.ts';

export const GET = jsonRoute(listViews);

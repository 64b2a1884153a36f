import { listViews } from '#lib/domain/views/list-views.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listViews);

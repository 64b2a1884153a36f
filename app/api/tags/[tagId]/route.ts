/** GET /api/tags/…?before=; `before`: from `next`. */
import { readTagActivity } from '#lib/domain/tags/read-tag-activity.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(readTagActivity);

/** GET /api/tags/…/impact?key=&value= */
import { readTagImpact } from '#lib/domain/runs/plan-tag.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(readTagImpact);

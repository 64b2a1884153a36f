/** GET /api/tags/…?before=: a tag and a part of what the ledger says of it, as `TagActivity`; `before`: from `next`. */
import { readTagActivity } from '#lib/domain/tags/read-tag-activity.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(readTagActivity);

/** GET /api/tags/…?before=: a tag and a part of what the ledger says of it, as `TagActivity`; `before`: from `next`. */
import { readTagActivity } from '#lib/catalogue/read-tag-activity.ts';
import { jsonRoute } from '#lib/http/json-route.ts';

export const GET = jsonRoute(readTagActivity);

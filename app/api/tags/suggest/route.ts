/** GET /api/tags/suggest?provider=&text=&key= */

import { suggestTags } from '#lib/domain/tags/suggest-tags.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(suggestTags);

/** GET /api/search?text= */

import { searchAll } from '#lib/domain/search/search-all.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(searchAll);

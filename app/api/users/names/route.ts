/** GET /api/users/names?wanted=&text= */

import { suggestNames } from '#lib/domain/users/suggest-names.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(suggestNames);

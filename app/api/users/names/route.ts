/** GET /api/users/names?wanted=&text=: members or runs that the search box offers, as `NameSuggestion[]`. */

import { suggestNames } from '#lib/domain/users/suggest-names.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(suggestNames);

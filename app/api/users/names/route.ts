/** GET /api/users/names?wanted=&text=: members or runs that the search box offers, as `NameSuggestion[]`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { suggestNames } from '#lib/users/suggest-names.ts';

export const GET = jsonRoute(suggestNames);

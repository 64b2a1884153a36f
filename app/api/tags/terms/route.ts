/** GET /api/tags/terms?wanted=&provider=&key=&text=: what the search box offers, as `TermSuggestion[]`. */
import { suggestTerms } from '#lib/catalogue/suggest-terms.ts';
import { jsonRoute } from '#lib/http/json-route.ts';

export const GET = jsonRoute(suggestTerms);

/** GET /api/tags/terms?wanted=&provider=&key=&text= */
import { suggestTerms } from '#lib/domain/tags/suggest-terms.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(suggestTerms);

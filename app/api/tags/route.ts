/** GET /api/tags?provider=&text=&sort=&offset= */
import { listCatalogue } from '#lib/domain/tags/list-catalogue.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listCatalogue);

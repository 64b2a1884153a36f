/** GET /api/tags?provider=&text=&sort=&offset=: one page of the catalogue, as `CataloguePage`. */
import { listCatalogue } from '#lib/catalogue/list-catalogue.ts';
import { jsonRoute } from '#lib/http/json-route.ts';

export const GET = jsonRoute(listCatalogue);

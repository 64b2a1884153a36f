/** GET /api/history/actors: names of everybody who ever did something, for the choice of a filter. */
import { listActors } from '#lib/domain/history/list-actors.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listActors);

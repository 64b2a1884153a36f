/** GET /api/history/actors: names of everybody who ever did something, for the choice of a filter. */
import { listActors } from '#lib/changes/list-actors.ts';
import { jsonRoute } from '#lib/http/json-route.ts';

export const GET = jsonRoute(listActors);

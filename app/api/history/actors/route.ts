import { listActors } from '#lib/domain/history/list-actors.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listActors);

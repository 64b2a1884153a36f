import { listDecided } from '#lib/domain/identities/list-cases.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

/** GET ?verdict= */
export const GET = jsonRoute(listDecided);

/** GET /api/tags/advice?provider=&key=&value=: known tags that look like this one, as sentences (`string[]`). */
import { jsonRoute } from '#lib/http/json-route.ts';
import { adviseOnTyped } from '#lib/tags/advise-on-typed.ts';

export const GET = jsonRoute(adviseOnTyped);

/** GET /api/tags/advice?provider=&key=&value=: known tags that look like this one, as sentences (`string[]`). */

import { adviseOnTyped } from '#lib/domain/tags/advise-on-typed.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(adviseOnTyped);

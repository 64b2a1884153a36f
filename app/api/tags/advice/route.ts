/** GET /api/tags/advice?provider=&key=&value= */

import { adviseOnTyped } from '#lib/domain/tags/advise-on-typed.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(adviseOnTyped);

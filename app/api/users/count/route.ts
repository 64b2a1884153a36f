/** GET /api/users/count?q= */

import { countUsers } from '#lib/domain/users/count-users.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(countUsers);

/** GET /api/users/count?q=: how many users match, exactly, as `UsersCount`. */

import { countUsers } from '#lib/domain/users/count-users.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(countUsers);

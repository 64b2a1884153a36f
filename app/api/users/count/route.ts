/** GET /api/users/count?q=: how many users match, exactly, as `UsersCount`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { countUsers } from '#lib/users/count-users.ts';

export const GET = jsonRoute(countUsers);

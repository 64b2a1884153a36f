/** GET /api/users?q=&sort=&cursor=&limit=: one page of the list, as `UsersPage`. */

import { listUsersText } from '#lib/domain/users/list-users.ts';
import { jsonTextRoute } from '#lib/web/json-route.ts';

export const GET = jsonTextRoute(listUsersText);

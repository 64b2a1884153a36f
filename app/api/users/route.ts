/** GET /api/users?q=&sort=&cursor=&limit=: one page of the list, as `UsersPage`. */
import { jsonTextRoute } from '#lib/http/json-route.ts';
import { listUsersText } from '#lib/users/list-users.ts';

export const GET = jsonTextRoute(listUsersText);

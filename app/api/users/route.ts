/** GET /api/users?q=&sort=&cursor=&limit= */

import { listUsersText } from '#lib/domain/users/list-users.ts';
import { jsonTextRoute } from '#lib/web/json-route.ts';

export const GET = jsonTextRoute(listUsersText);

/** GET /api/members/links: invitations and links to a new password that wait to be used, as `OpenLink[]`. */

import { listLinks } from '#lib/domain/members/list-links.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listLinks);

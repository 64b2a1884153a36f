/** GET /api/members/links: invitations and links to a new password that wait to be used, as `OpenLink[]`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listLinks } from '#lib/members/list-links.ts';

export const GET = jsonRoute(listLinks);

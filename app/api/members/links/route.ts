import { listLinks } from '#lib/domain/members/list-links.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listLinks);

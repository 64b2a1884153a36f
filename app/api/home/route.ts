import { readHome } from '#lib/domain/home/read-home.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(readHome);

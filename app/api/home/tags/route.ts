import { listMovedTags } from '#lib/domain/tags/list-moved-tags.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listMovedTags);

import { listInbound } from '#lib/domain/inbound/list-inbound.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listInbound);

import { listDays } from '#lib/domain/history/list-days.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listDays);

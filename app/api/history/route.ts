/** GET /api/history?kind=&actor=&provider=&…&before=, as `HistoryEntries`. */
import { listHistory, readHistoryQuery } from '#lib/domain/history/list-history.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listHistory, readHistoryQuery);

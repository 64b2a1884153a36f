/** GET /api/history?kind=&actor=&provider=&…&before=: changes and events, newest first, as `HistoryEntries`. */
import { listHistory, readHistoryQuery } from '#lib/domain/history/list-history.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listHistory, readHistoryQuery);

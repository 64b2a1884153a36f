/** GET /api/history?kind=&actor=&provider=&…&before=: changes and events, newest first, as `HistoryEntries`. */
import { listHistory, readHistoryQuery } from '#lib/changes/list-history.ts';
import { jsonRoute } from '#lib/http/json-route.ts';

export const GET = jsonRoute(listHistory, readHistoryQuery);

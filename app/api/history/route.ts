/** GET /api/history?kind=&actor=&provider=&…&before=: changes and events, newest first, as `HistoryEntries`. */
import { listHistory } from '#lib/changes/list-history.ts';
import { readHistoryQuery } from '#lib/changes/read-history-query.ts';
import { jsonRoute } from '#lib/http/json-route.ts';

export const GET = jsonRoute(listHistory, readHistoryQuery);

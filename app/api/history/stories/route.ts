/** GET /api/history/stories?kind=&actor=&provider=&…&before=, as `HistoryStories`. */
import { readHistoryQuery } from '#lib/domain/history/list-history.ts';
import { listStories } from '#lib/domain/history/list-stories.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listStories, readHistoryQuery);

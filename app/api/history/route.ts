/** GET /api/history?kind=&actor=&provider=&…&before=: changes and events, newest first, as `HistoryEntries`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listHistory } from '#lib/changes/list-history.ts';
import { readHistoryQuery } from '#lib/changes/read-history-query.ts';

export const GET = withContext(async (context, request) => {
  const page = await listHistory(context, readHistoryQuery(new URL(request.url).searchParams));
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
});

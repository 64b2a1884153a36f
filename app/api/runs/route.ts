/** GET /api/runs?before=&limit=: one page of the runs, newest first, as `RunPage`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listRuns } from '#lib/runs/list-runs.ts';
import { readQuery } from './read-query.ts';

export const GET = withContext(async (context, request) => {
  const page = await listRuns(context, readQuery(request.url));
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
});

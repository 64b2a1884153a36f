/** GET /api/runs/…/results?outcome=&attention=&provider=&cause=&after=&limit=: as `RunResultPage`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listResults } from '#lib/runs/list-results.ts';
import { readQuery, readRunId } from '../../read-query.ts';

export const GET = withContext<{ runId: string }>(async (context, request, { runId }) => {
  const page = await listResults(context, { ...readQuery(request.url), runId: readRunId(runId) });
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
});

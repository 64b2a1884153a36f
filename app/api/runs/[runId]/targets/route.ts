/** GET /api/runs/…/targets?verdict=&provider=&reason=&after=&limit=: the plan row by row, as `RunTargetPage`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listTargets } from '#lib/runs/list-targets.ts';
import { readQuery, readRunId } from '../../read-query.ts';

export const GET = withContext<{ runId: string }>(async (context, request, { runId }) => {
  const page = await listTargets(context, { ...readQuery(request.url), runId: readRunId(runId) });
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
});

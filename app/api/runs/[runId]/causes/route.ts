/** GET /api/runs/…/causes: what went wrong, grouped, as `RunCause[]`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listCauses } from '#lib/runs/list-causes.ts';
import { readRunId } from '../../read-query.ts';

export const GET = withContext<{ runId: string }>(async (context, _request, { runId }) => {
  const causes = await listCauses(context, { runId: readRunId(runId) });
  return Response.json(causes, { headers: { 'cache-control': 'no-store' } });
});

/** GET /api/runs/…/missing: labels of the plan that a provider's own catalogue lacks, as `LabelCount[]`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listMissingInPlan } from '#lib/runs/list-missing-labels.ts';
import { readRunId } from '../../read-query.ts';

export const GET = withContext<{ runId: string }>(async (context, _request, { runId }) => {
  const labels = await listMissingInPlan(context, { runId: readRunId(runId) });
  return Response.json(labels, { headers: { 'cache-control': 'no-store' } });
});

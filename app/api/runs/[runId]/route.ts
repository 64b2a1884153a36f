/** GET /api/runs/…: one run with its lanes, as `RunDetail`. */
import { withContext } from '#lib/auth/route-context.ts';
import { findRun } from '#lib/runs/find-run.ts';
import { readRunId } from '../read-query.ts';

export const GET = withContext<{ runId: string }>(async (context, _request, { runId }) => {
  const run = await findRun(context, { runId: readRunId(runId) });
  return Response.json(run, { headers: { 'cache-control': 'no-store' } });
});

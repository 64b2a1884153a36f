/** GET /api/runs/…/timeline: outcomes over the time of the run, as `RunTimeline`. */
import { withContext } from '#lib/auth/route-context.ts';
import { readTimeline } from '#lib/runs/read-timeline.ts';
import { readRunId } from '../../read-query.ts';

export const GET = withContext<{ runId: string }>(async (context, _request, { runId }) => {
  const timeline = await readTimeline(context, { runId: readRunId(runId) });
  return Response.json(timeline, { headers: { 'cache-control': 'no-store' } });
});

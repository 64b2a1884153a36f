/** GET /api/runs/…/export?outcome=&attention=&provider=&cause=: what became of each change, as a CSV file, streamed. */
import { withContext } from '#lib/auth/route-context.ts';
import { csvAnswer } from '#lib/http/csv-answer.ts';
import { exportResults } from '#lib/runs/export-results.ts';
import { readQuery, readRunId } from '../../read-query.ts';

export const GET = withContext<{ runId: string }>(async (context, request, { runId }) => {
  const text = await exportResults(context, { ...readQuery(request.url), runId: readRunId(runId) });
  return csvAnswer(text, `run-${readRunId(runId)}`);
}, 'exports');

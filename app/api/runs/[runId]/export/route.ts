/** GET /api/runs/…/export?outcome=&attention=&provider=&cause=: what became of each change, as a CSV file, streamed. */
import { withContext } from '#lib/auth/route-context.ts';
import { exportResults } from '#lib/runs/export-results.ts';
import { readQuery, readRunId } from '../../read-query.ts';

export const GET = withContext<{ runId: string }>(async (context, request, { runId }) => {
  const text = await exportResults(context, { ...readQuery(request.url), runId: readRunId(runId) });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = await text.next();
      if (part.done) controller.close();
      else controller.enqueue(encoder.encode(part.value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="run-${readRunId(runId)}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}, 'exports');

/** GET /api/history/export?kind=&actor=&…: what these filters show, as a CSV file, streamed. */
import { withContext } from '#lib/auth/route-context.ts';
import { exportHistory } from '#lib/changes/export-history.ts';
import { readHistoryQuery } from '#lib/changes/read-history-query.ts';

export const GET = withContext(async (context, request) => {
  const text = await exportHistory(context, readHistoryQuery(new URL(request.url).searchParams));
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
  const day = new Date().toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="history-${day}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}, 'exports');

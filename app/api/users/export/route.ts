/**
 * GET /api/users/export?q=&sort=&columns=: everybody who matches, as a CSV file, streamed; without `columns` in the
 * import's own. `x-tagdesk-rows` says beforehand how many users the file will hold.
 */
import { withContext } from '#lib/auth/route-context.ts';
import { exportUsers } from '#lib/users/export-users.ts';

export const GET = withContext(async (context, request) => {
  const { rows, text } = await exportUsers(context, Object.fromEntries(new URL(request.url).searchParams));
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
      'content-disposition': `attachment; filename="users-${day}.csv"`,
      'x-tagdesk-rows': String(rows),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}, 'exports');

import { withContext } from '#lib/auth/route-context.ts';
import { listUserHistory } from '#lib/changes/list-user-history.ts';

const pageSize = 30;

/** The history of one user, newest first: `HistoryPage`. Query: `before`, an id from `nextBefore`. */
export const GET = withContext<{ userId: string }>(async (context, request, { userId }) => {
  const before = new URL(request.url).searchParams.get('before');
  const page = await listUserHistory(context, {
    userId: Number(userId),
    ...(before === null ? {} : { before: Number(before) }),
    limit: pageSize,
  });
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
});

import { withContext } from '#lib/auth/route-context.ts';
import { readTagActivity } from '#lib/catalogue/read-tag-activity.ts';

/** A tag and a part of what the ledger says of it: `TagActivity`. Query: `before`, an id from `next`. */
export const GET = withContext<{ tagId: string }>(async (context, request, { tagId }) => {
  const before = new URL(request.url).searchParams.get('before');
  const activity = await readTagActivity(context, { tagId, ...(before === null ? {} : { before }) });
  return Response.json(activity, { headers: { 'cache-control': 'no-store' } });
});

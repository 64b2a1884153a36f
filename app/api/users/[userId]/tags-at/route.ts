/** GET /api/users/…/tags-at?at=2026-11-20T23:59:59.999Z: the tags of one user at that moment (the end of today: now), as `TagsAt`. */
import { withContext } from '#lib/auth/route-context.ts';
import { findTagsAt } from '#lib/changes/find-tags-at.ts';

export const GET = withContext<{ userId: string }>(async (context, request, { userId }) => {
  const at = new URL(request.url).searchParams.get('at');
  const found = await findTagsAt(context, { userId: Number(userId), at });
  return Response.json(found, { headers: { 'cache-control': 'no-store' } });
});

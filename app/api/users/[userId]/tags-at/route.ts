/** GET /api/users/…/tags-at?at=2026-11-20T23:59:59.999Z; the end of today is now. */
import { findTagsAt } from '#lib/domain/history/find-tags-at.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute((context, { userId, at = null }) =>
  findTagsAt(context, { userId: Number(userId), at }),
);

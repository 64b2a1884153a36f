/** GET /api/history/events/…: one event of the history, as `HistoryEvent`. */
import { withContext } from '#lib/auth/route-context.ts';
import { findEvent } from '#lib/changes/find-event.ts';

export const GET = withContext<{ eventId: string }>(async (context, _request, { eventId }) =>
  Response.json(await findEvent(context, Number(eventId)), { headers: { 'cache-control': 'no-store' } }),
);

/** GET /api/history/events/…: one event of the history, as `HistoryEvent`. */
import { findEvent } from '#lib/domain/history/find-change.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute((context, { eventId }) => findEvent(context, Number(eventId)));

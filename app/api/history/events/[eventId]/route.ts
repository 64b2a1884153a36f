/** GET /api/history/events/…: one event of the history, as `HistoryEvent`. */
import { findEvent } from '#lib/changes/find-change.ts';
import { jsonRoute } from '#lib/http/json-route.ts';

export const GET = jsonRoute((context, { eventId }) => findEvent(context, Number(eventId)));

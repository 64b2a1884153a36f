/** GET /api/changes/…: the requests and answers behind one line of the ledger, as `HistoryDetail`. */
import { findChange } from '#lib/domain/history/find-change.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute((context, { changeId }) => findChange(context, Number(changeId)));

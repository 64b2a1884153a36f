/** GET /api/changes/…: the requests and answers behind one line of the ledger, as `HistoryDetail`. */
import { findChange } from '#lib/changes/find-change.ts';
import { jsonRoute } from '#lib/http/json-route.ts';

export const GET = jsonRoute((context, { changeId }) => findChange(context, Number(changeId)));

/** GET /api/drift/rows?state=&provider=&key=&direction=&ours=&theirs=&after= */
import { listDriftRows } from '#lib/domain/drift/list-drift.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

/** A side that is not given has no value. */
export const GET = jsonRoute(listDriftRows, (asked) => ({
  ours: null,
  theirs: null,
  ...Object.fromEntries(asked),
}));

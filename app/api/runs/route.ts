/** GET /api/runs?before=&limit=: one page of the runs, newest first, as `RunPage`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listRuns } from '#lib/runs/list-runs.ts';
import { readRunQuery } from '#lib/runs/read-run-query.ts';

export const GET = jsonRoute(listRuns, readRunQuery);

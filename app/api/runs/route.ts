/** GET /api/runs?before=&limit= */

import { listRuns } from '#lib/domain/runs/list-runs.ts';
import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listRuns, readRunQuery);

/** GET /api/runs/…/results?outcome=&attention=&provider=&cause=&after=&limit= */

import { listResults } from '#lib/domain/runs/list-results.ts';
import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listResults, readRunQuery);

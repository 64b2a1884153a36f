/** GET /api/runs/…/results?outcome=&attention=&provider=&cause=&after=&limit=: as `RunResultPage`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listResults } from '#lib/runs/list-results.ts';
import { readRunQuery } from '#lib/runs/read-run-query.ts';

export const GET = jsonRoute(listResults, readRunQuery);

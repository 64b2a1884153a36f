/** GET /api/runs/…/targets?verdict=&provider=&reason=&after=&limit=: the plan row by row, as `RunTargetPage`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listTargets } from '#lib/runs/list-targets.ts';
import { readRunQuery } from '#lib/runs/read-run-query.ts';

export const GET = jsonRoute(listTargets, readRunQuery);

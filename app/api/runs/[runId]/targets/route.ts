/** GET /api/runs/…/targets?status=&provider=&reason=&after=&limit= */

import { listTargets } from '#lib/domain/runs/list-targets.ts';
import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listTargets, readRunQuery);

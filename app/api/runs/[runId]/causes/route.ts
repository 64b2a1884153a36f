/** GET /api/runs/…/causes: what went wrong, grouped, as `RunCause[]`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listCauses } from '#lib/runs/list-causes.ts';
import { readRunQuery } from '#lib/runs/read-run-query.ts';

export const GET = jsonRoute(listCauses, readRunQuery);

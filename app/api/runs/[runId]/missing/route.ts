/** GET /api/runs/…/missing: labels of the plan that a provider's own catalogue lacks, as `LabelCount[]`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listMissingInPlan } from '#lib/runs/list-missing-labels.ts';
import { readRunQuery } from '#lib/runs/read-run-query.ts';

export const GET = jsonRoute(listMissingInPlan, readRunQuery);

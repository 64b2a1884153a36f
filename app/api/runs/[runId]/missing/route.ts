import { listMissingInPlan } from '#lib/domain/runs/list-missing-labels.ts';
import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listMissingInPlan, readRunQuery);

import { findRun } from '#lib/domain/runs/find-run.ts';
import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(findRun, readRunQuery);

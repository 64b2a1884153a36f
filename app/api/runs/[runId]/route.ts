/** GET /api/runs/…: one run with its lanes, as `RunDetail`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { findRun } from '#lib/runs/find-run.ts';
import { readRunQuery } from '#lib/runs/read-run-query.ts';

export const GET = jsonRoute(findRun, readRunQuery);

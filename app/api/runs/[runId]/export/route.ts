/** GET /api/runs/…/export?outcome=&attention=&provider=&cause= */

import { exportResults } from '#lib/domain/runs/export-results.ts';
import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { csvRoute } from '#lib/web/json-route.ts';

export const GET = csvRoute(
  async (context, input) => ({ text: await exportResults(context, input), name: `run-${input.runId}` }),
  readRunQuery,
);

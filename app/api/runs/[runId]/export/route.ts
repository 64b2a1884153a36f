/** GET /api/runs/…/export?outcome=&attention=&provider=&cause=: what became of each change, as a CSV file, streamed. */
import { csvRoute } from '#lib/http/json-route.ts';
import { exportResults } from '#lib/runs/export-results.ts';
import { readRunQuery } from '#lib/runs/read-run-query.ts';

export const GET = csvRoute(
  async (context, input) => ({ text: await exportResults(context, input), name: `run-${input.runId}` }),
  readRunQuery,
);

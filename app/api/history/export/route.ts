/** GET /api/history/export?kind=&actor=&…: what these filters show, as a CSV file, streamed. */
import { exportHistory } from '#lib/changes/export-history.ts';
import { readHistoryQuery } from '#lib/changes/list-history.ts';
import { fileDay } from '#lib/http/csv-answer.ts';
import { csvRoute } from '#lib/http/json-route.ts';

export const GET = csvRoute(
  async (context, input) => ({ text: await exportHistory(context, input), name: `history-${fileDay()}` }),
  readHistoryQuery,
);

/** GET /api/history/export?kind=&actor=&… */
import { exportHistory } from '#lib/domain/history/export-history.ts';
import { readHistoryQuery } from '#lib/domain/history/list-history.ts';
import { fileDay } from '#lib/web/http/csv-response.ts';
import { csvRoute } from '#lib/web/json-route.ts';

export const GET = csvRoute(
  async (context, input) => ({ text: await exportHistory(context, input), name: `history-${fileDay()}` }),
  readHistoryQuery,
);

/** GET /api/history/export?kind=&actor=&…: what these filters show, as a CSV file, streamed. */
import { withContext } from '#lib/auth/route-context.ts';
import { exportHistory } from '#lib/changes/export-history.ts';
import { readHistoryQuery } from '#lib/changes/read-history-query.ts';
import { csvAnswer, fileDay } from '#lib/http/csv-answer.ts';

export const GET = withContext(async (context, request) => {
  const text = await exportHistory(context, readHistoryQuery(new URL(request.url).searchParams));
  return csvAnswer(text, `history-${fileDay()}`);
}, 'exports');

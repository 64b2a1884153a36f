/**
 * GET /api/users/export?q=&sort=&columns=: everybody who matches, as a CSV file, streamed; without `columns` in the
 * import's own. `x-tagdesk-rows` says beforehand how many users the file will hold.
 */
import { withContext } from '#lib/auth/route-context.ts';
import { csvAnswer, fileDay } from '#lib/http/csv-answer.ts';
import { exportUsers } from '#lib/users/export-users.ts';

export const GET = withContext(async (context, request) => {
  const { rows, text } = await exportUsers(context, Object.fromEntries(new URL(request.url).searchParams));
  return csvAnswer(text, `users-${fileDay()}`, { 'x-tagdesk-rows': String(rows) });
}, 'exports');

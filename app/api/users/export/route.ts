/**
 * GET /api/users/export?q=&sort=&columns=: everybody who matches, as a CSV file, streamed; without `columns` in the
 * import's own. `x-tagdesk-rows` says beforehand how many users the file will hold.
 */

import { exportUsers } from '#lib/domain/users/export-users.ts';
import { fileDay } from '#lib/web/http/csv-response.ts';
import { csvRoute } from '#lib/web/json-route.ts';

export const GET = csvRoute(async (context, input) => {
  const { rows, text } = await exportUsers(context, input);
  return { text, name: `users-${fileDay()}`, headers: { 'x-tagdesk-rows': String(rows) } };
});

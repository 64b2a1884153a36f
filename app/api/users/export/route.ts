/**
 * GET /api/users/export?q=&sort=&columns=; without `columns` those of the import. `x-tagdesk-rows`: the
 * number of users.
 */

import { exportUsers } from '#lib/domain/users/export-users.ts';
import { fileDay } from '#lib/web/http/csv-response.ts';
import { csvRoute } from '#lib/web/json-route.ts';

export const GET = csvRoute(async (context, input) => {
  const { rows, text } = await exportUsers(context, input);
  return { text, name: `users-${fileDay()}`, headers: { 'x-tagdesk-rows': String(rows) } };
});

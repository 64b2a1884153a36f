/** GET /api/members/links: invitations and links to a new password that wait to be used, as `OpenLink[]`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listLinks } from '#lib/members/list-links.ts';

export const GET = withContext(async (context) =>
  Response.json(await listLinks(context), { headers: { 'cache-control': 'no-store' } }),
);

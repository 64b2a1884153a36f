/** GET /api/members: everybody who may sign in, as `ListedMember[]`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listMembers } from '#lib/members/list-members.ts';

export const GET = withContext(async (context) =>
  Response.json(await listMembers(context), { headers: { 'cache-control': 'no-store' } }),
);

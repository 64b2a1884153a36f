/** GET /api/users?q=&sort=&cursor=&limit=: one page of the list, as `UsersPage`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listUsers } from '#lib/users/list-users.ts';

export const GET = withContext(async (context, request) => {
  const page = await listUsers(context, Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
});

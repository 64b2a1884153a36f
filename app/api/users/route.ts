/** GET /api/users?q=&sort=&cursor=&limit=: one page of the list, as `UsersPage`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listUsersText } from '#lib/users/list-users.ts';

export const GET = withContext(async (context, request) => {
  const page = await listUsersText(context, Object.fromEntries(new URL(request.url).searchParams));
  return new Response(page, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
});

/** GET /api/users/count?q=: how many users match, exactly, as `UsersCount`. */
import { withContext } from '#lib/auth/route-context.ts';
import { countUsers } from '#lib/users/count-users.ts';

export const GET = withContext(async (context, request) => {
  const count = await countUsers(context, Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(count, { headers: { 'cache-control': 'no-store' } });
});

import { withContext } from '#lib/auth/route-context.ts';
import { AppError } from '#lib/errors.ts';
import { findUser } from '#lib/users/find-user.ts';

/** One user as the page re-reads it: `ShownUser`. */
export const GET = withContext<{ userId: string }>(async (context, _request, { userId }) => {
  const user = await findUser(context, Number(userId));
  if (!user) throw new AppError('not-found', 'There is no such user.');
  return Response.json(user, { headers: { 'cache-control': 'no-store' } });
});

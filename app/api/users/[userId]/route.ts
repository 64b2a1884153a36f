/** GET /api/users/…: one user as the page re-reads it, as `ShownUser`. */
import { AppError } from '#lib/errors.ts';
import { jsonRoute } from '#lib/http/json-route.ts';
import { findUser } from '#lib/users/find-user.ts';

export const GET = jsonRoute(async (context, { userId }) => {
  const user = await findUser(context, Number(userId));
  if (!user) throw new AppError('not-found', 'There is no such user.');
  return user;
});

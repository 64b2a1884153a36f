import { findUserNow } from '#lib/domain/users/find-user.ts';
import { AppError } from '#lib/shared/errors.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(async (context, { userId }) => {
  const user = await findUserNow(context, Number(userId));
  if (!user) throw new AppError('not-found', 'User not found.');
  return user;
});

/** Asks for the password again before sensitive changes: the session may be somebody else's by now. */

import { isPassword } from '#lib/domain/members/passwords.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Context } from '#lib/platform/context.ts';
import { tryWithin } from '#lib/platform/rate-limits/attempt-limit.ts';
import { AppError } from '#lib/shared/errors.ts';

const maxPerMinute = 10;

/** Throws AppError `invalid` at `field` (recorded), `busy` after ten wrong ones in a minute. */
export async function requirePassword(
  { actor, database }: Context,
  memberId: string,
  password: string,
  field: string,
): Promise<void> {
  const limits = [{ key: `password:member:${memberId}`, max: maxPerMinute }];
  const tried = await tryWithin(database, limits, async () => {
    const isRight = await isPassword(database, memberId, password);
    return { failed: !isRight, value: isRight };
  });
  if ('seconds' in tried)
    throw new AppError('busy', `Too many attempts. Try again in ${tried.seconds} seconds.`);
  if (tried.value) return;
  await recordEvent(database, { kind: 'password.wrong', memberId, actor: actor.name });
  const message = 'This is not your password.';
  throw new AppError('invalid', message, { [field]: message });
}

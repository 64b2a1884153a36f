/** A member's own password, changed by themselves: whoever else knew the old one is out. */
import { and, eq, ne } from 'drizzle-orm';
import { type Context, requireOwnSession } from '#lib/auth/context.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { sessions } from '#lib/db/schema/members.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { parseInput } from '#lib/errors.ts';
import { withdrawResets } from '#lib/members/links.ts';
import { requireStrongPassword } from '#lib/members/password-strength.ts';
import { storePassword } from '#lib/members/passwords.ts';
import { requireMember } from '#lib/members/require-member.ts';
import { requirePassword } from './require-password.ts';
import { changePasswordInput } from './schemas.ts';

/**
 * Ends every other session of the member and gives how many. Throws AppError `unauthenticated`, `invalid` with a
 * message per field, `busy` after too many wrong passwords.
 */
export async function changePassword(context: Context, input: unknown): Promise<{ ended: number }> {
  const { memberId, session } = requireOwnSession(context);
  const { current, password } = parseInput(changePasswordInput, input);
  const member = await requireMember(context.database, memberId);
  await requirePassword(context, memberId, current, 'current');
  await requireStrongPassword(password, member);
  return inTransaction(context.database, async (transaction) => {
    await storePassword(transaction, memberId, password);
    await withdrawResets(transaction, memberId);
    const ended = await transaction
      .delete(sessions)
      .where(and(eq(sessions.userId, memberId), ne(sessions.id, session.id)))
      .returning({ id: sessions.id });
    await recordEvent(transaction, {
      kind: 'password.changed',
      memberId,
      actor: context.actor.name,
      subject: member.email,
      detail: { sessionsEnded: ended.length },
    });
    return { ended: ended.length };
  });
}

import { and, eq, ne } from 'drizzle-orm';
import { withdrawResets } from '#lib/domain/members/links.ts';
import { requireStrongPassword } from '#lib/domain/members/password-strength.ts';
import { storePassword } from '#lib/domain/members/passwords.ts';
import { requireMember } from '#lib/domain/members/require-member.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requireOwnSession } from '#lib/platform/context.ts';
import { sessions } from '#lib/platform/db/schema/members.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { changePasswordInput } from '#lib/shared/account.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { requirePassword } from './require-password.ts';

/**
 * Ends the member's other sessions and gives how many. Throws AppError `unauthenticated`, `invalid`, `busy`
 * (too many wrong passwords).
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

/** A new member with a role and a first password, which the admin hands over: for suites and for who has no link. */
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { isUniqueViolation } from '#lib/db/sql-state.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { AppError, parseInput } from '#lib/errors.ts';
import { insertMember } from './insert-member.ts';
import { requireStrongPassword } from './password-strength.ts';
import { newMemberInput } from './schemas.ts';

/** Throws AppError `forbidden`, `invalid` with a message per field, `conflict` when the e-mail is a member's. */
export async function createMember(context: Context, input: unknown): Promise<{ memberId: string }> {
  requirePermission(context, 'members:manage');
  const member = parseInput(newMemberInput, input);
  await requireStrongPassword(member.password, member);
  try {
    return await inTransaction(context.database, async (transaction) => {
      const memberId = await insertMember(transaction, member);
      await recordEvent(transaction, {
        kind: 'member.created',
        memberId: context.actor.memberId,
        actor: context.actor.name,
        subject: member.email,
        detail: { role: member.role },
      });
      return { memberId };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = `${member.email} is a member already.`;
    throw new AppError('conflict', message, { email: message });
  }
}

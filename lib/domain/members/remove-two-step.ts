import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { members, twoFactors } from '#lib/platform/db/schema/members.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { memberInput } from '#lib/shared/members.ts';
import { requireMember } from './require-member.ts';

/** Throws AppError `forbidden` (also for oneself), `invalid`, `not-found`. */
export async function removeTwoStep(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'members:manage');
  const { memberId } = parseInput(memberInput, input);
  const { actor, database } = context;
  if (memberId === actor.memberId) {
    throw new AppError('forbidden', 'Your own two-factor authentication is turned off on your account page.');
  }
  await inTransaction(database, async (transaction) => {
    const member = await requireMember(transaction, memberId);
    await transaction.update(members).set({ twoFactorEnabled: false }).where(eq(members.id, memberId));
    await transaction.delete(twoFactors).where(eq(twoFactors.userId, memberId));
    await recordEvent(transaction, {
      kind: 'two-factor.reset',
      memberId: actor.memberId,
      actor: actor.name,
      subject: member.email,
    });
  });
  return null;
}

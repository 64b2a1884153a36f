import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { sessions } from '#lib/platform/db/schema/members.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { memberInput } from '#lib/shared/members.ts';
import { requireMember } from './require-member.ts';

/** Gives how many there were. Throws AppError `forbidden`, `invalid`, `not-found`. */
export async function endSessions(context: Context, input: unknown): Promise<{ ended: number }> {
  requirePermission(context, 'members:manage');
  const { memberId } = parseInput(memberInput, input);
  const { actor, database } = context;
  return inTransaction(database, async (transaction) => {
    const member = await requireMember(transaction, memberId);
    const ended = await transaction
      .delete(sessions)
      .where(eq(sessions.userId, memberId))
      .returning({ id: sessions.id });
    await recordEvent(transaction, {
      kind: 'sessions.ended',
      memberId: actor.memberId,
      actor: actor.name,
      subject: member.email,
      detail: { sessions: ended.length },
    });
    return { ended: ended.length };
  });
}

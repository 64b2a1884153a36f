/** The history keeps the names of its time. */
import { eq } from 'drizzle-orm';
import { requireMember } from '#lib/domain/members/require-member.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requireOwnSession } from '#lib/platform/context.ts';
import { members } from '#lib/platform/db/schema/members.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { changeNameInput } from '#lib/shared/account.ts';
import { parseInput } from '#lib/shared/errors.ts';

/** Throws AppError `unauthenticated`, `invalid`. */
export async function changeName(context: Context, input: unknown): Promise<null> {
  const { memberId } = requireOwnSession(context);
  const { name } = parseInput(changeNameInput, input);
  await inTransaction(context.database, async (transaction) => {
    const member = await requireMember(transaction, memberId);
    await transaction.update(members).set({ name, updatedAt: new Date() }).where(eq(members.id, memberId));
    await recordEvent(transaction, {
      kind: 'member.renamed',
      memberId,
      actor: name,
      subject: member.email,
      detail: { name, nameBefore: member.name },
    });
  });
  return null;
}

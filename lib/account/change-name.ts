/** A member's own name, as others read it from now on; the record keeps the names of its time. */
import { eq } from 'drizzle-orm';
import { type Context, requireOwnSession } from '#lib/auth/context.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { members } from '#lib/db/schema/members.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { parseInput } from '#lib/errors.ts';
import { requireMember } from '#lib/members/require-member.ts';
import { changeNameInput } from './schemas.ts';

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

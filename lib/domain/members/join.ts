/** Accepts an invitation. Needs no session: the link is the permission. */
import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { memberLinks } from '#lib/platform/db/schema/members.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { joinInput } from '#lib/shared/members.ts';
import { insertMember } from './create-member.ts';
import { requireOpenLink } from './links.ts';
import { requireStrongPassword } from './password-strength.ts';

/**
 * Makes the member and uses the link up in one transaction; of several at once one wins. Throws AppError
 * `invalid`, `conflict` (link closed, or e-mail taken).
 */
export async function join(database: Database, input: unknown): Promise<{ email: string }> {
  const { token, name, email, password } = parseInput(joinInput, input);
  await requireStrongPassword(password, { name, email });
  try {
    return await inTransaction(database, async (transaction) => {
      const link = await requireOpenLink(transaction, 'invite', token);
      const role = link.role ?? 'viewer';
      const memberId = await insertMember(transaction, { name, email, password, role });
      await transaction
        .update(memberLinks)
        .set({ usedAt: new Date(), memberId })
        .where(eq(memberLinks.id, link.id));
      await recordEvent(transaction, {
        kind: 'invite.used',
        memberId,
        actor: name,
        subject: email,
        detail: { role, invitedBy: link.createdBy },
      });
      return { email };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = `${email} is a member already. Sign in, or ask an admin for a link to a new password.`;
    throw new AppError('conflict', message, { email: message });
  }
}

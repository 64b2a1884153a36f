/** Uses a reset link. Needs no session: the link is the permission. */
import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { memberLinks, members, sessions } from '#lib/platform/db/schema/members.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { resetPasswordInput } from '#lib/shared/members.ts';
import { requireOpenLink, withdrawResets } from './links.ts';
import { requireStrongPassword } from './password-strength.ts';
import { storePassword } from './passwords.ts';

/** Ends all sessions, closes other reset links; two-factor stays. Throws AppError `invalid`, `conflict`. */
export async function resetPassword(database: Database, input: unknown): Promise<{ email: string }> {
  const { token, password } = parseInput(resetPasswordInput, input);
  return inTransaction(database, async (transaction) => {
    const link = await requireOpenLink(transaction, 'reset', token);
    const [member] = await transaction
      .select()
      .from(members)
      .where(eq(members.id, link.memberId ?? ''));
    if (!member || member.banned) {
      throw new AppError('conflict', 'Your access has been switched off. Ask an admin.');
    }
    await requireStrongPassword(password, member);
    await storePassword(transaction, member.id, password);
    await transaction.delete(sessions).where(eq(sessions.userId, member.id));
    await transaction.update(memberLinks).set({ usedAt: new Date() }).where(eq(memberLinks.id, link.id));
    await withdrawResets(transaction, member.id);
    await recordEvent(transaction, {
      kind: 'reset.used',
      memberId: member.id,
      actor: member.name,
      subject: member.email,
      detail: { madeBy: link.createdBy },
    });
    return { email: member.email };
  });
}

import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { memberLinks, members } from '#lib/platform/db/schema/members.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { linkInput } from '#lib/shared/members.ts';
import { whyClosed } from './links.ts';

/** Throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (used or expired). */
export async function withdrawLink(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'members:manage');
  const { linkId } = parseInput(linkInput, input);
  const { actor, database } = context;
  await inTransaction(database, async (transaction) => {
    const [link] = await transaction
      .select()
      .from(memberLinks)
      .where(eq(memberLinks.id, linkId))
      .for('update');
    if (!link) throw new AppError('not-found', 'This link does not exist any more.');
    if (whyClosed(link)) throw new AppError('conflict', 'This link was used, revoked or expired meanwhile.');
    await transaction.update(memberLinks).set({ withdrawnAt: new Date() }).where(eq(memberLinks.id, linkId));
    const [member] = link.memberId
      ? await transaction.select({ email: members.email }).from(members).where(eq(members.id, link.memberId))
      : [];
    await recordEvent(transaction, {
      kind: `${link.kind}.withdrawn`,
      memberId: actor.memberId,
      actor: actor.name,
      subject: member?.email ?? link.email ?? link.name ?? '',
    });
  });
  return null;
}

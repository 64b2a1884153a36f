/** An invitation: a link that makes whoever opens it a member of the given role. */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { members } from '#lib/db/schema/members.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import type { Settings } from '#lib/env.ts';
import { AppError, parseInput } from '#lib/errors.ts';
import { processSettings } from '#lib/runtime.ts';
import { insertLink } from './links.ts';
import { inviteInput, type NewLink } from './schemas.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Gives the link, which cannot be shown again. Throws AppError `forbidden`, `invalid` with a message per field, and
 * `conflict` when the e-mail is a member's.
 */
export async function inviteMember(
  context: Context,
  input: unknown,
  { inviteDays: days, mail }: Pick<Settings, 'inviteDays' | 'mail'> = processSettings(),
): Promise<NewLink> {
  requirePermission(context, 'members:manage');
  const { role, name, email } = parseInput(inviteInput, input);
  const { actor, database } = context;
  return inTransaction(database, async (transaction) => {
    if (email !== null) {
      const known = await transaction
        .select({ id: members.id })
        .from(members)
        .where(eq(members.email, email));
      const message = `${email} is a member already.`;
      if (known.length > 0) throw new AppError('conflict', message, { email: message });
    }
    const link = await insertLink(transaction, {
      kind: 'invite',
      ...{ role, name, email },
      createdBy: actor.name,
      expiresAt: new Date(Date.now() + days * dayMs),
    });
    await recordEvent(transaction, {
      kind: 'invite.created',
      memberId: actor.memberId,
      actor: actor.name,
      subject: email ?? name ?? '',
      detail: { role, days },
    });
    return { ...link, mailTo: mail && email };
  });
}

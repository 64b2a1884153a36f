import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { members } from '#lib/platform/db/schema/members.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import type { Settings } from '#lib/platform/settings/read-settings.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { inviteInput, type NewLink } from '#lib/shared/members.ts';
import { insertLink } from './links.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The link cannot be shown again. Throws AppError `forbidden`, `invalid`, `conflict` (a member's). */
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

/** A link to a new password, for a member who forgot theirs. The admin never learns the password. */

import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import type { Settings } from '#lib/platform/settings/read-settings.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { memberInput, type NewLink } from '#lib/shared/members.ts';
import { insertLink, withdrawResets } from './links.ts';
import { requireMember } from './require-member.ts';

const livesMs = 24 * 60 * 60 * 1000;

/**
 * Gives a link that works for a day; an older one stops working. The member's password and sessions stay until it is
 * used. Throws AppError `forbidden`, `invalid`, `not-found`, and `conflict` when the access is off.
 */
export async function makeResetLink(
  context: Context,
  input: unknown,
  { mail }: Pick<Settings, 'mail'> = processSettings(),
): Promise<NewLink> {
  requirePermission(context, 'members:manage');
  const { memberId } = parseInput(memberInput, input);
  const { actor, database } = context;
  return inTransaction(database, async (transaction) => {
    const member = await requireMember(transaction, memberId);
    if (member.banned) {
      throw new AppError('conflict', `The access of ${member.name} is off. Turn it on first.`);
    }
    await withdrawResets(transaction, memberId);
    const link = await insertLink(transaction, {
      kind: 'reset',
      memberId,
      createdBy: actor.name,
      expiresAt: new Date(Date.now() + livesMs),
    });
    await recordEvent(transaction, {
      kind: 'reset.created',
      memberId: actor.memberId,
      actor: actor.name,
      subject: member.email,
    });
    return { ...link, mailTo: mail && member.email };
  });
}

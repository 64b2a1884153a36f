/** A password reset link, made by an admin, who never learns the password. */

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
 * Valid for a day; replaces older ones. Password and sessions stay until it is used. Throws AppError
 * `forbidden`, `invalid`, `not-found`, `conflict` (disabled).
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

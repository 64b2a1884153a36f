/** Mails a link that was just made. Only its maker can: nobody else knows it. */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { members } from '#lib/platform/db/schema/members.ts';
import { inviteEmail, resetEmail } from '#lib/platform/mail/templates.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { sendLinkInput } from '#lib/shared/members.ts';
import { type DeliverySettings, deliverLink } from './deliver-link.ts';
import { findLinkOfPath, type MemberLink, whyClosed } from './links.ts';

/**
 * Gives the address: the invitation's or the member's, never one from the request. Throws AppError
 * `forbidden`, `invalid`, `conflict` (closed, or without an e-mail), and as `deliverLink`.
 */
export async function sendLink(
  context: Context,
  input: unknown,
  settings: DeliverySettings = processSettings(),
): Promise<{ to: string }> {
  requirePermission(context, 'members:manage');
  const { path } = parseInput(sendLinkInput, input);
  const { actor, database } = context;
  const link = await findLinkOfPath(database, path);
  const closed = whyClosed(link);
  if (!link || closed !== null) throw new AppError('conflict', closed ?? '');
  const { kind, expiresAt, role } = link;
  const person = kind === 'invite' ? link : await findMember(context, link);
  if (!person?.email) throw new AppError('conflict', 'This link names no e-mail. Hand it over yourself.');
  const { email: to, name } = person;
  const by = actor.name;
  await deliverLink(context, settings, {
    ...{ kind, to, path },
    write: (address) =>
      kind === 'invite'
        ? inviteEmail({ by, name, role: role ?? 'viewer', link: address, expiresAt })
        : resetEmail({ by, name: name ?? to, link: address, expiresAt }),
  });
  return { to };
}

async function findMember({ database }: Context, { memberId }: MemberLink) {
  const [member] = await database
    .select({ name: members.name, email: members.email })
    .from(members)
    .where(eq(members.id, memberId ?? ''));
  return member;
}

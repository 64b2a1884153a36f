/** What follows when somebody asks for a new password at the sign-in: a link by mail to the member, or nothing. */
import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { systemActor } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { members } from '#lib/platform/db/schema/members.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { resetEmail } from '#lib/platform/mail/templates.ts';
import { AppError } from '#lib/shared/errors.ts';
import { type DeliverySettings, deliverLink } from './deliver-link.ts';
import { insertLink } from './links.ts';
import { hasPassword } from './passwords.ts';

/** Shorter than that of a link which an admin hands over: it lies in a mailbox. */
const livesMs = 60 * 60 * 1000;

/**
 * For somebody who waits for no answer: that there is one would tell who is a member. Links that are open already stay
 * open, or a stranger could close them; using one closes all. Members without a password come by single sign-on, and
 * a mailbox alone must not give them another way in. Everything is recorded. `address`: where it was asked from.
 */
export async function sendAskedReset(
  database: Database,
  { email, address }: { email: string; address: string },
  settings: DeliverySettings,
): Promise<void> {
  const [member] = await database.select().from(members).where(eq(members.email, email));
  const why = !member
    ? 'no-member'
    : member.banned
      ? 'access-off'
      : (await hasPassword(database, member.id))
        ? null
        : 'no-password';
  const expiresAt = new Date(Date.now() + livesMs);
  const link = await inTransaction(database, async (transaction) => {
    await recordEvent(transaction, {
      kind: 'reset.asked',
      memberId: null,
      actor: 'Nobody',
      subject: email,
      detail: { address, ...(why === null ? {} : { reason: why }) },
    });
    if (!member || why !== null) return null;
    return insertLink(transaction, {
      kind: 'reset',
      memberId: member.id,
      createdBy: systemActor.name,
      expiresAt,
    });
  });
  if (!member || !link) return;
  try {
    await deliverLink({ database, actor: systemActor }, settings, {
      kind: 'reset',
      to: member.email,
      path: link.path,
      write: (whole) => resetEmail({ by: null, name: member.name, link: whole, expiresAt }),
    });
  } catch (error) {
    // Recorded already, and nobody waits for it.
    if (!(error instanceof AppError)) throw error;
  }
}

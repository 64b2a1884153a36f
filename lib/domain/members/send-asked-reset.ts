/** A reset link that was asked for at the sign-in: mailed to the member, or nothing. */
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

/** Shorter than a link from an admin: it lies in a mailbox. */
const livesMs = 60 * 60 * 1000;

/**
 * Answers nothing: an answer would tell who is a member. Open links stay open, or a stranger could close
 * them. Members without a password get none: a mailbox must not replace single sign-on. `address`: the
 * asker's.
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
      kind: 'password-reset.requested',
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
    // Recorded already; nobody waits for the result.
    if (!(error instanceof AppError)) throw error;
  }
}

/** Mails a link and records what came of it. Not a verb: the caller has checked permission. */

import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Actor } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import type { LinkKind } from '#lib/platform/db/schema/members.ts';
import { log } from '#lib/platform/log/log.ts';
import { sendMail } from '#lib/platform/mail/send-mail.ts';
import type { MailTemplate } from '#lib/platform/mail/templates.ts';
import { giveBackAttempt, hourMs, type Limit, takeAttempt } from '#lib/platform/rate-limits/attempt-limit.ts';
import { appAddress, type Settings } from '#lib/platform/settings/read-settings.ts';
import { AppError } from '#lib/shared/errors.ts';

/** `appUrl` begins the links: the Host of a request is never trusted. */
export type DeliverySettings = Pick<Settings, 'mail' | 'appUrl' | 'port'>;

type Delivery = {
  kind: LinkKind;
  to: string;
  /** As `NewLink.path`. */
  path: string;
  /** `link`: with this installation's address. */
  write: (link: string) => MailTemplate;
};

/** So that nobody's mailbox is filled from here, by a member or by whoever asks at the sign-in. */
const maxPerHour = 6;

/**
 * Resolves once the mail server has taken it. Throws AppError `not-connected` (no mail server), `limited`
 * (six mails to one address per hour), and as `sendMail`; failures are recorded.
 */
export async function deliverLink(
  { database, actor }: { database: Database; actor: Pick<Actor, 'memberId' | 'name'> },
  { mail, ...settings }: DeliverySettings,
  { kind, to, path, write }: Delivery,
): Promise<void> {
  if (!mail) throw new AppError('not-connected', 'Tagdesk has no mail server. Hand the link over yourself.');
  const share = [{ key: `mail:to:${to.toLowerCase()}`, max: maxPerHour, windowMs: hourMs }];
  const record = (outcome: 'mail.sent' | 'mail.failed', detail: Record<string, string | boolean>) =>
    recordEvent(database, {
      kind: outcome,
      memberId: actor.memberId,
      actor: actor.name,
      subject: to,
      detail: { what: kind, ...detail },
    });
  try {
    await takeShare(database, share, to);
    await sendMail(mail, to, write(`${appAddress(settings)}${path}`));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn('A mail was not sent', { what: kind, reason: error.message });
    const certain = error.code !== 'too-slow';
    // Mail that did not go out does not count.
    if (certain) await giveBackAttempt(database, share);
    await record('mail.failed', { reason: error.message, certain });
    throw error;
  }
  await record('mail.sent', {});
}

async function takeShare(database: Database, share: readonly Limit[], to: string): Promise<void> {
  const seconds = await takeAttempt(database, share);
  if (seconds === null) return;
  const message = `${maxPerHour} mails went to ${to} within an hour, the most there can be. Hand the link over yourself, or try again in ${Math.ceil(seconds / 60)} minutes.`;
  throw new AppError('limited', message, {}, seconds);
}

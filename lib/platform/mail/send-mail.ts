/** The one way a mail goes out: by the configured server, secured, within a few seconds. */

import type { MailSettings } from '#lib/platform/settings/mail.ts';
import { createRedactor } from '#lib/providers/redact.ts';
import { AppError } from '#lib/shared/errors.ts';
import { loginForms } from '../log/redact-text.ts';
import { describeDeliveryError } from './delivery-error.ts';
import { type MailTemplate, renderTemplate } from './templates.ts';

/** For everything, name lookup to the server's last word: somebody waits for it. */
const defaultMaxMs = 6_000;

/**
 * Resolves once the server has taken the mail. `to`: one address, checked as an e-mail. Throws AppError: `too-slow` when
 * it gave no answer, else `not-connected`; in the server's own words, without the login and the link.
 */
export async function sendMail(
  { host, port, secure, requireTls, login, from }: MailSettings,
  to: string,
  template: MailTemplate,
  maxMs = defaultMaxMs,
): Promise<void> {
  // Loaded when it is needed: most installations send little or nothing.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    ...{ host, port, secure },
    requireTLS: requireTls,
    ignoreTLS: !secure && !requireTls,
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    ...{ dnsTimeout: maxMs, connectionTimeout: maxMs, greetingTimeout: maxMs, socketTimeout: maxMs },
    maxResponseSize: 16 * 1024,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      // As a whole address, so that nothing in it is read as a list or a name.
      to: { name: '', address: to },
      ...renderTemplate(template),
      xMailer: false,
      headers: { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' },
      signal: AbortSignal.timeout(maxMs),
    });
  } catch (error) {
    const { message, late } = describeDeliveryError(error, maxMs);
    const redactor = createRedactor([
      ...(login ? loginForms(login) : []),
      template.link,
      template.link.slice(template.link.lastIndexOf('/') + 1),
    ]);
    throw new AppError(late ? 'too-slow' : 'not-connected', redactor.redact(message));
  }
}

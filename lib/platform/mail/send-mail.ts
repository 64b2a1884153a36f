import type { MailSettings } from '#lib/platform/settings/mail.ts';
import { createRedactor } from '#lib/providers/redact.ts';
import { AppError } from '#lib/shared/errors.ts';
import { loginForms } from '../log/redact-text.ts';
import { formatDeliveryError } from './delivery-error.ts';
import { type MailTemplate, renderTemplate } from './templates.ts';

/** From name lookup to the server's last reply: somebody waits. */
const defaultMaxMs = 6_000;

/**
 * Resolves once the server has taken the mail. `to`: one valid e-mail. Throws AppError `too-slow` (no
 * answer), `not-connected`; in the server's words, without login and link.
 */
export async function sendMail(
  { host, port, secure, requireTls, login, from }: MailSettings,
  to: string,
  template: MailTemplate,
  maxMs = defaultMaxMs,
): Promise<void> {
  // Loaded lazily: most installations send little.
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
      // As an object, so that nothing in it is parsed as a list or name.
      to: { name: '', address: to },
      ...renderTemplate(template),
      xMailer: false,
      headers: { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' },
      signal: AbortSignal.timeout(maxMs),
    });
  } catch (error) {
    const { message, late } = formatDeliveryError(error, maxMs);
    const redactor = createRedactor([
      ...(login ? loginForms(login) : []),
      template.link,
      template.link.slice(template.link.lastIndexOf('/') + 1),
    ]);
    throw new AppError(late ? 'too-slow' : 'not-connected', redactor.redact(message));
  }
}

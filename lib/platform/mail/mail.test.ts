import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { MailSettings } from '#lib/platform/settings/mail.ts';
import { headersOf, htmlOf, type MailServer, openMailServer, textOf } from '#lib/testing/smtp-server.ts';
import { sendMail } from './send-mail.ts';
import { inviteEmail, resetEmail } from './templates.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop();
});

async function server(options: Parameters<typeof openMailServer>[0] = {}): Promise<MailServer> {
  const opened = await openMailServer(options);
  open.push(opened);
  return opened;
}

const settingsFor = (port: number, more: Partial<MailSettings> = {}): MailSettings => ({
  host: '127.0.0.1',
  port,
  secure: false,
  requireTls: false,
  login: null,
  from: { name: 'The desk, “Tags”', address: 'desk@tags.example' },
  ...more,
});
const link = 'https://tags.example/join/abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQ';
const template = inviteEmail({
  by: 'Ada',
  name: 'Bea',
  role: 'support',
  link,
  expiresAt: new Date('2026-11-28T18:15:30Z'),
});

test('a mail arrives as plain text and as HTML, with the link and until when it works', async () => {
  const { port, mails } = await server();
  await sendMail(settingsFor(port), 'bea@tagdesk.example', template);
  const [mail] = mails;
  if (!mail) throw new Error('No mail arrived.');
  expect(mail).toMatchObject({ from: 'desk@tags.example', to: ['bea@tagdesk.example'] });
  const text = textOf(mail);
  expect(text).toContain('Hello Bea,');
  expect(text).toContain('Ada invites you to Tagdesk as support.');
  expect(text).toContain('it works once, until 28 November 2026 at 18:15 UTC:');
  expect(text).toContain(link);
  expect(htmlOf(mail)).toContain(`<a href="${link}">${link}</a>`);
  expect(htmlOf(mail)).not.toMatch(/<img|<script|style=|http:/);
  const headers = headersOf(mail);
  expect(headers).toContain('Subject: Your invitation to Tagdesk');
  expect(headers.join('\n')).toMatch(/^To: bea@tagdesk\.example$/m);
  expect(headers.join('\n')).toMatch(/^Auto-Submitted: auto-generated$/im);
  expect(headers.join('\n')).not.toMatch(/nodemailer \(|X-Mailer/i);
});

test('names that are headers, markup or paragraphs stay words', async () => {
  const { port, mails } = await server();
  const name = 'Bea\r\nBcc: everybody@evil.example\r\n\r\n<script>alert(1)</script>';
  const from = { name: 'Desk\r\nBcc: x@evil.example', address: 'desk@tags.example' };
  const hostile = resetEmail({ by: name, name, link, expiresAt: new Date() });
  await sendMail(settingsFor(port, { from }), 'bea@tagdesk.example', hostile);
  const [mail] = mails;
  if (!mail) throw new Error('No mail arrived.');
  expect(mail.to).toEqual(['bea@tagdesk.example']);
  expect(headersOf(mail).filter((line) => /^bcc:/i.test(line))).toEqual([]);
  expect(textOf(mail)).toContain('Hello Bea Bcc: everybody@evil.example <script>alert(1)</script>,');
  expect(htmlOf(mail)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(htmlOf(mail)).not.toContain('<script');
});

test('the login is shown to a server that asks for it; a refusal keeps its words and loses the login', async () => {
  const login = { user: 'desk', password: 'canary/pass%word' };
  const strict = await server({ login });
  await sendMail(settingsFor(strict.port, { login }), 'bea@tagdesk.example', template);
  expect(strict.mails).toHaveLength(1);
  const wrong = { user: 'desk', password: 'canary of another' };
  await expect(
    sendMail(settingsFor(strict.port, { login: wrong }), 'bea@tagdesk.example', template),
  ).rejects.toMatchObject({
    code: 'not-connected',
    message:
      'The mail server does not take Tagdesk’s login: “535 Not with [redacted]”. Check TAGDESK_SMTP_URL.',
  });
});

test('a refused address is told in the server’s words, without login and link', async () => {
  const login = { user: 'desk', password: 'canary/pass%word' };
  const strict = await server({ login });
  strict.refuse(
    (password) => `No such user; ${password} ${Buffer.from(password).toString('base64')} ${link}`,
  );
  await expect(
    sendMail(settingsFor(strict.port, { login }), 'nobody@tagdesk.example', template),
  ).rejects.toMatchObject({
    code: 'not-connected',
    message:
      'The mail server does not take mail for this address: “550 No such user; [redacted] [redacted] [redacted]”. Check the address, or hand the link over yourself.',
  });
});

test('without TLS, or with a certificate that nobody vouches for, nothing is said to a server elsewhere', async () => {
  const login = { user: 'desk', password: 'canary password' };
  const bare = await server({ login });
  const elsewhere = { requireTls: true, login };
  await expect(
    sendMail(settingsFor(bare.port, elsewhere), 'bea@tagdesk.example', template),
  ).rejects.toMatchObject({ message: expect.stringContaining('cannot be secured, so nothing was sent') });
  const selfSigned = await server({ login, disabledCommands: [] });
  await expect(
    sendMail(settingsFor(selfSigned.port, elsewhere), 'bea@tagdesk.example', template),
  ).rejects.toMatchObject({ message: expect.stringContaining('cannot be secured, so nothing was sent') });
  const atOnce = await server({ login, secure: true });
  await expect(
    sendMail(settingsFor(atOnce.port, { secure: true, login }), 'bea@tagdesk.example', template),
  ).rejects.toMatchObject({ message: expect.stringContaining('cannot be secured, so nothing was sent') });
  for (const { mails, logins } of [bare, selfSigned, atOnce]) expect([mails, logins]).toEqual([[], []]);
});

test('nobody there, and nobody who answers: told within the time that there is', async () => {
  const gone = await openMailServer();
  await gone.stop();
  await expect(sendMail(settingsFor(gone.port), 'bea@tagdesk.example', template)).rejects.toMatchObject({
    code: 'not-connected',
    message: expect.stringMatching(/^The mail server cannot be reached: “.*ECONNREFUSED.*”\. Try again/),
  });
  // One harmless byte at a time, so that no silence is long enough to notice.
  const drips = new Set<NodeJS.Timeout>();
  const tarpit = createServer((socket) => {
    drips.add(setInterval(() => socket.write('2'), 50));
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => tarpit.listen(0, '127.0.0.1', resolve));
  open.push({
    stop: async () => {
      for (const drip of drips) clearInterval(drip);
      tarpit.close();
    },
  });
  const address = tarpit.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const begun = Date.now();
  await expect(sendMail(settingsFor(port), 'bea@tagdesk.example', template, 1_000)).rejects.toMatchObject({
    code: 'too-slow',
    message: expect.stringMatching(
      /^The mail server gave no answer within 1 seconds?\. The mail may still arrive/,
    ),
  });
  expect(Date.now() - begun).toBeLessThan(3_000);
});

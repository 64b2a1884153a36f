/** A mail server on this machine, for tests: real SMTP, a mailbox to look into, and every way to be difficult. */
import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** One mail as it arrived: the envelope's addresses, and everything after DATA. */
export type ReceivedMail = { from: string; to: string[]; raw: string };

export type MailServer = {
  port: number;
  mails: ReceivedMail[];
  /** How often somebody showed a login, right or wrong. */
  logins: { user: string; password: string }[];
  /** Refuses every recipient from now on with these words, made of the login that was shown; null: takes them again. */
  refuse(words: ((password: string) => string) | null): void;
  stop(): Promise<void>;
};

/** `login`: what it asks for; without it everybody may send. `port` 0: a free one. */
export async function openMailServer({
  port = 0,
  login = null,
  ...more
}: {
  port?: number;
  login?: { user: string; password: string } | null;
} & SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const logins: MailServer['logins'] = [];
  let refusal: ((password: string) => string) | null = null;
  const server = new SMTPServer({
    disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: login === null,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onAuth({ username = '', password: shown }, _, done) {
      const password = shown ?? '';
      logins.push({ user: username, password });
      if (username === login?.user && password === login.password) done(null, { user: username });
      else done(Object.assign(new Error(`Not with ${password}`), { responseCode: 535 }));
    },
    onRcptTo(_, __, done) {
      if (refusal === null) done();
      else done(Object.assign(new Error(refusal(logins.at(-1)?.password ?? '')), { responseCode: 550 }));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
    ...more,
  });
  // A client that goes away in the middle is no error of a test's server.
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    mails,
    logins,
    refuse: (words) => {
      refusal = words;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The mail's plain text as its reader sees it: quoted-printable or base64 undone. */
export function textOf({ raw }: ReceivedMail): string {
  return partOf(raw, 'text/plain');
}

export function htmlOf({ raw }: ReceivedMail): string {
  return partOf(raw, 'text/html');
}

/** The headers before the first empty line, folded lines joined. */
export function headersOf({ raw }: ReceivedMail): string[] {
  return (raw.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
}

function partOf(raw: string, type: string): string {
  const part =
    raw.split(/\r\n--[^\r\n]+\r\n/).find((each) => each.toLowerCase().includes(`content-type: ${type}`)) ??
    '';
  const [head = '', ...body] = part.split('\r\n\r\n');
  const encoded = body.join('\r\n\r\n').split('\r\n--')[0] ?? '';
  if (/base64/i.test(head)) return Buffer.from(encoded, 'base64').toString();
  if (!/quoted-printable/i.test(head)) return encoded;
  const bytes = encoded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

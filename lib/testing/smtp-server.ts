/** Real SMTP with a mailbox and faults. */
import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** Envelope addresses, and all after DATA. */
export type ReceivedMail = { from: string; to: string[]; raw: string };

export type MailServer = {
  port: number;
  mails: ReceivedMail[];
  /** Shown logins, right or wrong. */
  logins: { user: string; password: string }[];
  /** Refuses recipients with words made of the shown password; null: accepts again. */
  refuse(words: ((password: string) => string) | null): void;
  stop(): Promise<void>;
};

/** `login`: required if given. `port` 0: any free one. */
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
  // Disconnecting clients are no error.
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

/** Decoded from quoted-printable or base64. */
export function textOf({ raw }: ReceivedMail): string {
  return partOf(raw, 'text/plain');
}

export function htmlOf({ raw }: ReceivedMail): string {
  return partOf(raw, 'text/html');
}

/** Folded lines joined. */
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

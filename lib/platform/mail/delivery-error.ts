/** Why a mail was not sent, in the mail server's words, and what to do. Pure. */

/** As nodemailer throws it: code, SMTP command, and the server's reply. */
type Refusal = { code: string; command: string; words: string };

const maxLength = 300;
const certificate = /certificate|CERT_|self-signed|altnames|SSL|TLS/i;

/** `late`: no definite answer; the mail may still arrive. `maxMs`: how long it waited. */
export function formatDeliveryError(error: unknown, maxMs: number): { message: string; late: boolean } {
  const { code, command, words } = read(error);
  if (code === 'EABORT' || code === 'ETIMEDOUT') {
    const seconds = Math.round(maxMs / 1_000);
    return {
      message: `The mail server gave no answer within ${seconds} seconds. The mail may still arrive: ask before you send it again.`,
      late: true,
    };
  }
  return { message: messageOf(code, command, words), late: false };
}

function messageOf(code: string, command: string, words: string): string {
  const said = `“${words}”`;
  if (code === 'EAUTH')
    return `The mail server does not take Tagdesk’s login: ${said}. Check TAGDESK_SMTP_URL.`;
  if (code === 'ETLS' || (code === 'ESOCKET' && certificate.test(words)))
    return `The connection to the mail server cannot be secured, so nothing was sent: ${said}. Check TAGDESK_SMTP_URL and the server’s certificate.`;
  if (command === 'RCPT TO')
    return `The mail server does not take mail for this address: ${said}. Check the address, or hand the link over yourself.`;
  if (command === 'CONN')
    return `The mail server cannot be reached: ${said}. Try again, or hand the link over yourself.`;
  return `The mail server did not take the mail: ${said}. Hand the link over yourself.`;
}

function read(error: unknown): Refusal {
  if (!(error instanceof Error)) return { code: '', command: '', words: String(error) };
  const text = (name: string) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : '';
  };
  // Untrusted text: one short line.
  const words = (text('response') || error.message).replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return {
    code: text('code'),
    command: text('command'),
    words: words.slice(0, maxLength).replace(/\.$/, ''),
  };
}

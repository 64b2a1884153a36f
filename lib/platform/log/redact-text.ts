/** Keeps secrets out of log lines: configured ones by value, others by their place. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRedactor, type Redactor } from '#lib/providers/redact.ts';

type Environment = Record<string, string | undefined>;

const secretName = /(SECRET|TOKEN|PASSWORD|KEY)$/;
/** Shorter values would match ordinary words. */
const minSecretLength = 6;

/** Secret whatever the value. The first group is kept. */
const secretPlaces: readonly RegExp[] = [
  /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:basic|bearer|digest)?\s*)[^\s"',}]+/gi,
  /\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  /\b((?:set-)?cookie["']?\s*[:=]\s*["']?)[^"'\r\n}]+/gi,
  /(tagdesk\.\w+=)[^;\s"',}]+/gi,
  /(\/api\/inbound\/\w+\/)[\w%-]+/gi,
  /([?&](?:auth_token|access_token|token|code|state|key|secret|password)=)[^&#\s"']+/gi,
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s/@]+(?=@)/gi,
];

/** Values of secret settings, also from files, and the forms in which they are sent. */
export function secretsIn(environment: Environment): string[] {
  const named = Object.entries(environment).flatMap(([name, value]) => {
    if (!value) return [];
    if (secretName.test(name)) return [value.trim()];
    if (name.endsWith('_FILE') && secretName.test(name.slice(0, -'_FILE'.length))) return contentOf(value);
    return [];
  });
  const digests = named.map((secret) => createHash('md5').update(secret).digest('hex'));
  const pairs = [environment.CAPILLARY_USERNAME ?? ''].flatMap((user) =>
    user === '' ? [] : digests.map((digest) => Buffer.from(`${user}:${digest}`).toString('base64')),
  );
  const mail = loginOfUrl(environment.TAGDESK_SMTP_URL);
  return [...named, ...digests, ...pairs, ...mail].filter((secret) => secret.length >= minSecretLength);
}

/** A server may repeat the login alone, or in another form. */
function loginOfUrl(address = ''): string[] {
  const url = URL.parse(address);
  if (!url?.password) return [];
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return [url.password, ...loginForms({ user, password })];
  } catch {
    // Startup fails on such a setting.
    return [url.password];
  }
}

function contentOf(file: string): string[] {
  try {
    return [readFileSync(file, 'utf8').trim()];
  } catch {
    // The setting's reader reports the file.
    return [];
  }
}

let own: Redactor | undefined;

/** Also removes what stands where secrets stand. */
export function redactText(text: string): string {
  own ??= createRedactor(secretsIn(process.env));
  return secretPlaces.reduce((left, place) => left.replace(place, '$1[redacted]'), own.redact(text));
}

/** The forms of a mail login on the wire (RFC 4616, AUTH LOGIN). */
export function loginForms({ user, password }: { user: string; password: string }): string[] {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return [password, base64(password), base64(`\0${user}\0${password}`)];
}

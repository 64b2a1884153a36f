/** Zod types for settings. Messages follow the variable's name. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import { z } from 'zod';

export class Wrong {
  readonly expectation: string;

  constructor(expectation: string) {
    this.expectation = expectation;
  }
}

/** `read` gives the value, or what is wrong. */
export function kind<T>(read: (text: string) => T | Wrong) {
  return z.string().transform((text, context): T => {
    const value = read(text);
    if (!(value instanceof Wrong)) return value;
    context.addIssue(value.expectation);
    return z.NEVER;
  });
}

function number(isWhole: boolean) {
  return kind((text) => {
    const value = Number(text);
    const isUsable = Number.isFinite(value) && value > 0 && (!isWhole || Number.isInteger(value));
    return isUsable
      ? value
      : new Wrong(`must be a positive ${isWhole ? 'whole ' : ''}number, not "${text}".`);
  });
}

/** null: not set. */
export function optional<T>(type: z.ZodType<T, string>) {
  return z.nullable(type).default(null);
}

export const positiveNumber = number(false);
export const wholeNumber = number(true);

export function oneOf<Choice extends string>(
  choices: readonly Choice[],
  words = `one of ${choices.join(', ')}`,
) {
  return kind(
    (text) => choices.find((choice) => choice === text) ?? new Wrong(`must be ${words}, not "${text}".`),
  );
}

/** IANA. Offsets are refused: PostgreSQL reads their sign the other way. */
export const zoneName = kind((text) =>
  /^[A-Za-z]/.test(text) && isKnownZone(text)
    ? text
    : new Wrong(`must be a time zone such as Europe/Berlin or UTC, not "${text}".`),
);

function isKnownZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** Separated by commas. */
export function someOf<Choice extends string>(choices: readonly Choice[]) {
  return kind((text): readonly Choice[] | Wrong => {
    const found: Choice[] = [];
    for (const name of text.split(',').map((part) => part.trim())) {
      if (name === '') continue;
      const known = choices.find((choice) => choice === name);
      if (!known) return new Wrong(`must name some of ${choices.join(', ')}, not "${name}".`);
      found.push(known);
    }
    return found;
  });
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Without a trailing slash, any path. Plain http only to this machine, since calls carry a secret; no
 * credentials or query, since URLs are recorded.
 */
export const baseUrl = kind((text) => {
  const wrong = wrongInBaseUrl(text);
  return wrong ?? text.replace(/\/+$/, '');
});

/** Unchanged: an issuer's trailing slash is significant. */
export const issuerUrl = kind((text) => wrongInBaseUrl(text) ?? text);

function wrongInBaseUrl(text: string): Wrong | null {
  const url = httpUrl(text);
  if (url instanceof Wrong) return url;
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return new Wrong('may be plain http only when it points to this machine; use https://');
  return extrasIn(url);
}

/** Scheme, host and port. Plain http is for tests or closed networks. */
export const origin = kind((text) => {
  const url = httpUrl(text);
  if (url instanceof Wrong) return url;
  const isWhole = url.pathname === '/';
  return (
    extrasIn(url) ?? (isWhole ? url.origin : new Wrong('must have no path: Tagdesk serves the whole host.'))
  );
});

function httpUrl(text: string): URL | Wrong {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || url?.protocol === 'http:'
    ? url
    : new Wrong('must be a URL that starts with https://');
}

function extrasIn(url: URL): Wrong | null {
  if (url.username !== '' || url.password !== '')
    return new Wrong('must hold no user name or password: they have settings of their own.');
  if (url.search !== '' || url.hash !== '')
    return new Wrong('must end with its path, without anything after a ? or #.');
  return null;
}

/** Messages never repeat it: it holds a password. */
export const databaseUrl = kind((text) => {
  const protocol = URL.parse(text)?.protocol;
  const isKnown = protocol === 'postgres:' || protocol === 'postgresql:';
  return isKnown ? text : new Wrong('must be a URL that starts with postgres://');
});

export const risingSeconds = kind((text): readonly number[] | Wrong => {
  const seconds = text.split(',').map(Number);
  const isRising = seconds.every((at, index) => at > (seconds[index - 1] ?? 0) && Number.isFinite(at));
  return isRising ? seconds : new Wrong(`must be rising seconds such as 3,10,30, not "${text}".`);
});

/** Addresses or ranges, separated by commas. */
export const addresses = kind((text): BlockList | Wrong => {
  const list = new BlockList();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const prefix = bits === undefined ? null : Number(bits);
    const most = family === 'ipv6' ? 128 : 32;
    if (isIP(address) === 0 || (prefix !== null && !(prefix >= 0 && prefix <= most)))
      return new Wrong(`holds "${entry}", which is neither an address nor a range.`);
    if (prefix === null) list.addAddress(address, family);
    else list.addSubnet(address, prefix, family);
  }
  return list;
});

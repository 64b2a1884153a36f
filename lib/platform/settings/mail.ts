/** TAGDESK_SMTP_URL and TAGDESK_MAIL_FROM: both or neither. */
import { z } from 'zod';
import { bothOf } from './read-setting.ts';
import { SettingsError } from './settings-error.ts';
import { isLoopback } from './values.ts';

export type MailSettings = {
  /** IPv6 without brackets, as sockets take it. */
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS before anything is sent. */
  secure: boolean;
  /** False for this machine only: certificates are seldom for `localhost`. */
  requireTls: boolean;
  login: { user: string; password: string } | null;
  from: { name: string; address: string };
};

const variable = 'TAGDESK_SMTP_URL';
const ports: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 };
const hostName = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/;

/**
 * null: no mail is sent, as with `sandbox`. Throws SettingsError; messages never repeat the URL, which holds
 * a password.
 */
export function readMail(
  smtpUrl: string | null,
  mailFrom: string | null,
  sandbox: boolean,
): MailSettings | null {
  const both = bothOf([variable, smtpUrl], ['TAGDESK_MAIL_FROM', mailFrom]);
  if (!both) return null;
  const [address, from] = both;
  const url = URL.parse(address);
  const usual = ports[url?.protocol ?? ''];
  if (!url || usual === undefined)
    throw new SettingsError(variable, 'must be a URL that starts with smtps:// or smtp://');
  const host = url.hostname.toLowerCase();
  if (!hostName.test(host)) throw new SettingsError(variable, 'must name a host after smtps:// or smtp://');
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    throw new SettingsError(variable, 'must end with host or port: it takes no path and no options.');
  if (sandbox && !isLoopback(host)) {
    throw new SettingsError(
      variable,
      'must point to this machine while the sandbox runs: nothing leaves it then.',
    );
  }
  const secure = url.protocol === 'smtps:';
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usual : Number(url.port),
    secure,
    requireTls: !secure && !isLoopback(host),
    login: loginIn(url),
    from: sender(from),
  };
}

function loginIn({ username, password }: URL): MailSettings['login'] {
  if (username === '' && password === '') return null;
  if (username === '' || password === '')
    throw new SettingsError(variable, 'must hold a user name and a password, or neither.');
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw new SettingsError(
      variable,
      'holds a % in its login that is no part of an escape: write it as %25.',
    );
  }
}

/** `desk@example.com` or `The desk <desk@example.com>`. */
function sender(text: string): MailSettings['from'] {
  const [, name, address] = /^(?:"?([^"<>]*?)"?\s*<([^<>]+)>)$/.exec(text) ?? [null, 'Tagdesk', text];
  if (/\p{Cc}/u.test(text) || address === undefined || !z.email().safeParse(address).success) {
    throw new SettingsError(
      'TAGDESK_MAIL_FROM',
      'must look like desk@example.com or Tagdesk <desk@example.com>.',
    );
  }
  return { name: name || 'Tagdesk', address };
}

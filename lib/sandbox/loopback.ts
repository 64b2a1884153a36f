import type { IncomingMessage } from 'node:http';

const loopbackName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Whether a call names this machine and no web page from elsewhere stands behind it: a foreign Host is a rebound
 * name, a foreign Origin is a page that posts across sites.
 */
export function isFromThisMachine({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  if (!loopbackName.test(host)) return false;
  if (headers['sec-fetch-site'] === 'cross-site') return false;
  return headers.origin === undefined || loopbackName.test(hostNameOf(headers.origin));
}

function hostNameOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : '';
}

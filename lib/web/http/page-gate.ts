/**
 * Prepares page and action requests where Node publishes them. Next's proxy would cost 1.5 ms each, a third
 * of an action, so it sees only requests that may be refused (proxy.ts).
 */
import type { IncomingMessage } from 'node:http';
import { pathHeader } from '#lib/web/http/path-header.ts';
import { isOwnRequest } from '#lib/web/http/same-origin.ts';
import { isDatabaseDoubtful, tryEnter } from './load-shedding.ts';
import { pagePolicy } from './security-headers.ts';

/**
 * Marks requests that skip the proxy; a client's header of this name is removed. proxy.ts repeats it as a
 * literal.
 */
export const admittedHeader = 'x-tagdesk-admitted';

/** Of a server action; next.config.mjs has the same for chunked bodies. */
export const maxActionBytes = 1024 * 1024;

type Message = Pick<IncomingMessage, 'headers' | 'method' | 'url'>;

/** `setPolicy` gets the page's CSP. Routes and Next's files are left alone. */
export function admitPage(
  request: Message,
  appUrl: string | null,
  setPolicy: (policy: string) => void,
): void {
  const { headers, url = '' } = request;
  delete headers[admittedHeader];
  if (/^\/(api|_next)\//.test(url)) return;
  const policy = pagePolicy(crypto.randomUUID(), process.env.NODE_ENV === 'development');
  setPolicy(policy);
  // Next puts the nonce found here on its scripts.
  headers['content-security-policy'] = policy;
  headers[pathHeader] = pathOf(url);
  if (isSafe(request, appUrl) && !isDatabaseDoubtful() && tryEnter()) headers[admittedHeader] = '1';
}

function isSafe({ headers, method }: Message, appUrl: string | null): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  if (headers['transfer-encoding'] !== undefined) return false;
  if (!(Number(headers['content-length'] ?? 0) <= maxActionBytes)) return false;
  return isOwnRequest({ get: (name) => textOf(headers[name]) }, appUrl);
}

function textOf(header: string | string[] | undefined): string | null {
  return header === undefined ? null : String(header);
}

/** Next's router adds `_rsc`. */
function pathOf(url: string): string {
  const parsed = url.startsWith('/') ? URL.parse(`http://localhost${url}`) : null;
  if (!parsed) return '/';
  parsed.searchParams.delete('_rsc');
  return `${parsed.pathname}${parsed.search}`;
}

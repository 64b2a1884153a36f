/**
 * Prepares a request for a page, or for an action of one, where Node announces it. Next's proxy could do the same for a
 * millisecond and a half of processor each, a third of what an action costs; so it is asked only about requests that
 * may have to be turned away (proxy.ts).
 */
import type { IncomingMessage } from 'node:http';
import { pathHeader } from '#lib/web/http/path-header.ts';
import { isOwnRequest } from '#lib/web/http/same-origin.ts';
import { isDatabaseDoubtful, tryEnter } from './load-shedding.ts';
import { pagePolicy } from './security-headers.ts';

/** On requests that the proxy need not see, whatever the client sent under this name. proxy.ts repeats it as a literal. */
export const admittedHeader = 'x-tagdesk-admitted';

/** The longest body of a server action; next.config.mjs gives Next the same for bodies that do not say how long they are. */
export const maxActionBytes = 1024 * 1024;

type Message = Pick<IncomingMessage, 'headers' | 'method' | 'url'>;

/** `setPolicy` receives the page's own policy for its scripts. Routes and Next's own files are left alone. */
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
  // Next finds the nonce here and puts it on its own scripts.
  headers['content-security-policy'] = policy;
  headers[pathHeader] = pathOf(url);
  if (isSafe(request, appUrl) && !isDatabaseDoubtful() && tryEnter()) headers[admittedHeader] = '1';
}

/** Whether nothing about the request itself speaks against it. */
function isSafe({ headers, method }: Message, appUrl: string | null): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  if (headers['transfer-encoding'] !== undefined) return false;
  if (!(Number(headers['content-length'] ?? 0) <= maxActionBytes)) return false;
  return isOwnRequest({ get: (name) => textOf(headers[name]) }, appUrl);
}

function textOf(header: string | string[] | undefined): string | null {
  return header === undefined ? null : String(header);
}

/** Path and query as the page knows them; Next's router adds `_rsc` to what it fetches. */
function pathOf(url: string): string {
  const parsed = url.startsWith('/') ? URL.parse(`http://localhost${url}`) : null;
  if (!parsed) return '/';
  parsed.searchParams.delete('_rsc');
  return `${parsed.pathname}${parsed.search}`;
}

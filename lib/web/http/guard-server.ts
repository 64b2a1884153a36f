/**
 * For all requests and answers of this process's HTTP servers. Node publishes a request synchronously before
 * the server sees it.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { publishedRequest } from '#lib/platform/log/node-request-events.ts';
import type { Settings } from '#lib/platform/settings/read-settings.ts';
import { windowWidthHint } from '#lib/shared/window-width.ts';
import { clientAddress, isListed } from '#lib/web/http/client-address.ts';
import { followAnswer } from './answer-error.ts';
import { keepOwnCookies } from './own-cookies.ts';
import { admitPage } from './page-gate.ts';
import { answerHeaders } from './security-headers.ts';

type GuardSettings = Pick<Settings, 'appUrl' | 'trustedProxies'>;

/** Once per process, before it serves. */
export function guardServer(settings: GuardSettings): void {
  const headers = Object.entries(answerHeaders(settings.appUrl));
  subscribe('http.server.request.start', (message) => {
    const { request, response } = publishedRequest(message);
    for (const [name, value] of headers) response.setHeader(name, value);
    followAnswer(request, response);
    trustHeaders(request.headers, request.socket.remoteAddress ?? '', settings);
    admitPage(request, settings.appUrl, (policy) => {
      response.setHeader('content-security-policy', policy);
      for (const name of ['accept-ch', 'critical-ch']) response.setHeader(name, windowWidthHint);
    });
  });
}

/**
 * Keeps only trustworthy proxy headers: the address is the socket's or a trusted proxy's, host and scheme
 * only a trusted proxy's (Next compares the host with an action's origin). Pages from APP_URL are ours,
 * whatever the proxy calls the host. Behind https only cookies that no other host can set.
 */
export function trustHeaders(
  headers: IncomingMessage['headers'],
  peer: string,
  { appUrl, trustedProxies }: GuardSettings,
): void {
  headers['x-forwarded-for'] = clientAddress(peer, String(headers['x-forwarded-for'] ?? ''), trustedProxies);
  if (!isListed(trustedProxies, peer)) {
    for (const name of ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded'])
      delete headers[name];
  }
  const app = appUrl === null ? null : new URL(appUrl);
  if (app?.protocol === 'https:' && headers.cookie) headers.cookie = keepOwnCookies(headers.cookie);
  if (app && headers.origin === app.origin) headers['x-forwarded-host'] = app.host;
}

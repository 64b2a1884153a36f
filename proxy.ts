/**
 * Before every page and server action: what comes from elsewhere, is too long or finds no room is turned away; the rest
 * learns which scripts may run, and the page its path for who has to sign in first.
 */
import { type NextRequest, NextResponse } from 'next/server';
import { isOwnRequest } from '#lib/auth/own-origin.ts';
import { pathHeader } from '#lib/auth/path-header.ts';
import { waitForRoom } from '#lib/http/has-room.ts';
import { pagePolicy } from '#lib/http/page-policy.ts';

/** The longest body of a server action; next.config.mjs gives Next the same for bodies that do not say how long they are. */
const mostActionBytes = 1024 * 1024;

export async function proxy(request: NextRequest): Promise<NextResponse> {
  return refuse(request) ?? ((await waitForRoom()) ? letPass(request) : busy());
}

function refuse(request: NextRequest): NextResponse | null {
  const { headers, method } = request;
  if (method === 'GET' || method === 'HEAD') return null;
  if (!isOwnRequest(headers, process.env.APP_URL ?? null))
    return turnAway(403, 'This request came from another site and was refused.');
  if (Number(headers.get('content-length') ?? 0) > mostActionBytes)
    return turnAway(413, 'This is more than Tagdesk takes at once: 1 MiB.');
  return null;
}

function busy(): NextResponse {
  return turnAway(503, 'Tagdesk is busy. Try again in a few seconds.', { 'retry-after': '2' });
}

/** Next shows the words to who sent an action only where the type is this and nothing beside. */
function turnAway(status: number, words: string, more: Record<string, string> = {}): NextResponse {
  return new NextResponse(words, {
    status,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store', ...more },
  });
}

function letPass(request: NextRequest): NextResponse {
  const policy = pagePolicy(crypto.randomUUID(), process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  // Next finds the nonce here and puts it on its own scripts.
  headers.set('content-security-policy', policy);
  headers.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** All but the routes, which stream while a proxy before them would hold their bodies, and Next's own files. */
export const config = { matcher: ['/((?!api/|_next/).*)'] };

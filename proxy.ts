/**
 * Before pages and server actions that web/http/page-gate.ts did not let pass: what comes from elsewhere or is too long is
 * turned away, and so is what finds no room within a few seconds, or a database that does not answer.
 */
import { type NextRequest, NextResponse } from 'next/server';
import { errorAnswer } from '#lib/web/http/error-page.ts';
import { requireDatabase, waitForCapacity } from '#lib/web/http/load-shedding.ts';
import { maxActionBytes } from '#lib/web/http/page-gate.ts';
import { isOwnRequest } from '#lib/web/http/same-origin.ts';

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const refused = refuse(request);
  if (refused) return refused;
  try {
    // An action says itself what it met, in the form or beside the edit from which it was sent.
    if (!request.headers.has('next-action')) await requireDatabase();
  } catch (error) {
    const answer = errorAnswer(error, request);
    if (!answer) throw error;
    const { status, headers, body } = answer;
    return new NextResponse(body, { status, headers });
  }
  return (await waitForCapacity()) ? NextResponse.next() : busy();
}

function refuse(request: NextRequest): NextResponse | null {
  const { headers, method } = request;
  if (method === 'GET' || method === 'HEAD') return null;
  if (!isOwnRequest(headers, process.env.APP_URL ?? null))
    return turnAway(403, 'This request came from another site and was refused.');
  if (Number(headers.get('content-length') ?? 0) > maxActionBytes)
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

/**
 * All but the routes, which stream while a proxy before them would hold their bodies, Next's own files, and what was
 * let pass. Next wants it written out.
 */
export const config = {
  matcher: [{ source: '/((?!api/|_next/).*)', missing: [{ type: 'header', key: 'x-tagdesk-admitted' }] }],
};

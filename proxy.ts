/**
 * Turns away what page-gate.ts did not let pass: foreign or too long requests, overload, and a database that
 * does not answer.
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
    // Actions report database errors themselves, beside the form or edit.
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

/** Next shows an action's words only for exactly this type. */
function turnAway(status: number, words: string, more: Record<string, string> = {}): NextResponse {
  return new NextResponse(words, {
    status,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store', ...more },
  });
}

/**
 * All but routes (a proxy would buffer their bodies), Next's files, and what was let pass. Next requires a
 * literal.
 */
export const config = {
  matcher: [{ source: '/((?!api/|_next/).*)', missing: [{ type: 'header', key: 'x-tagdesk-admitted' }] }],
};

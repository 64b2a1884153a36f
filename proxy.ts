/** Before every page: which scripts may run, and the page's path for who has to sign in first. */
import { type NextRequest, NextResponse } from 'next/server';
import { pathHeader } from '#lib/auth/path-header.ts';

/** Tags and names come from elsewhere; should one ever get through as markup, its script still does not run. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID();
  const policy = policyFor(nonce);
  const headers = new Headers(request.headers);
  // Next finds the nonce here and puts it on its own scripts.
  headers.set('content-security-policy', policy);
  headers.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  return response;
}

function policyFor(nonce: string): string {
  // Next's development server evaluates the code that it replaces.
  const evaluation = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    // Widths and positions are style attributes, which a nonce cannot cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Pages only: routes under /api stream, and a proxy before them would hold their bodies. */
export const config = { matcher: ['/((?!api/|_next/|.*\\.[a-z0-9]+$).*)'] };

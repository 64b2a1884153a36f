/** The answer of pages while the database fails, without script. */
import type { AppError } from '#lib/shared/errors.ts';
import { toFailure } from './error-response.ts';

export type PlainAnswer = { status: number; headers: Record<string, string>; body: string };

type Asked = { method?: string | undefined; headers: { get(name: string): string | null } };

/**
 * null: no database error. Browsers get a document with a retry; Next's own requests get the words: it then
 * loads the whole page, or shows them for an action.
 */
export function errorAnswer(error: unknown, { method, headers }: Asked): PlainAnswer | null {
  const named = toFailure(error);
  if (named?.code !== 'busy') return null;
  const isDocument =
    (method === 'GET' || method === 'HEAD') &&
    headers.get('rsc') === null &&
    (headers.get('accept') ?? 'text/html').includes('text/html');
  return {
    status: 503,
    headers: {
      // Next shows an action's words only for exactly this type.
      'content-type': isDocument ? 'text/html; charset=utf-8' : 'text/plain',
      'cache-control': 'no-store',
      'retry-after': String(named.retryAfter ?? 1),
    },
    body: isDocument ? documentOf(named) : named.message,
  };
}

/** Nothing in it comes from a request. */
function documentOf({ message }: AppError): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tagdesk cannot show this page</title></head>
<body style="font: 14px/1.5 system-ui, sans-serif; margin: 4rem auto; max-width: 32rem; padding: 0 1rem">
<main role="alert">
<h1 style="font-size: 1.25rem">Tagdesk cannot show this page</h1>
<p>${message}</p>
<p>Nothing that was saved is lost. <a href="">Try again</a></p>
</main>
</body>
</html>
`;
}

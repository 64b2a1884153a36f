/**
 * POST /api/imports: the body is the CSV file itself, `x-file-name` its name (percent-encoded). A route and not an
 * action, because actions hold the whole body in memory. Answers with one `ImportMessage` per line.
 */
import { requireSameOrigin } from '#lib/auth/require-same-origin.ts';
import { withContext } from '#lib/auth/route-context.ts';
import { AppError } from '#lib/errors.ts';
import { streamImport } from '#lib/imports/stream-import.ts';

export const POST = withContext(async (context, request) => {
  requireSameOrigin(request.headers);
  if (!request.body) throw new AppError('invalid', 'The file is empty.', { file: 'The file is empty.' });
  const fileName = nameOf(request.headers.get('x-file-name') ?? '');
  return new Response(await streamImport(context, { fileName, stream: request.body }), {
    headers: {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
});

function nameOf(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

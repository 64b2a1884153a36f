/**
 * POST /api/imports: the body is the CSV file itself, `x-file-name` its name (percent-encoded),
 * `x-file-encoding` and `x-file-delimiter` how it is written. A route and not an action, because actions hold the whole body in memory. Answers with one `ImportMessage` per line.
 */
import { withContext } from '#lib/auth/route-context.ts';
import { readUpload } from '#lib/http/read-upload.ts';
import { streamImport } from '#lib/imports/stream-import.ts';

export const POST = withContext(
  async (context, request) =>
    new Response(await streamImport(context, readUpload(request)), {
      headers: {
        'content-type': 'application/x-ndjson',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    }),
  'imports',
);

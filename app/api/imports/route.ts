/**
 * The body is the CSV file, `x-file-name` its name (percent-encoded); `x-file-encoding`, `x-file-delimiter`
 * optional; `x-file-choices`: it begins with so many bytes of JSON, as `importChoicesRule`. A route, since
 * actions hold the whole body in memory. Answers one `ImportMessage` per line. `?look=1`: a dry run.
 */

import { streamImport } from '#lib/domain/imports/stream-import.ts';
import type { Context } from '#lib/platform/context.ts';
import { readUpload, takeChoices } from '#lib/web/http/read-upload.ts';
import { withContext } from '#lib/web/route-context.ts';

const load = withContext((context, request) => answer(context, request, false), 'imports');
const look = withContext((context, request) => answer(context, request, true), 'looks');

export const POST: typeof load = (request, route) =>
  new URL(request.url).searchParams.get('look') === '1' ? look(request, route) : load(request, route);

async function answer(context: Context, request: Request, lookOnly: boolean): Promise<Response> {
  const upload = readUpload(request);
  const file = { ...upload, ...(await takeChoices(request.headers, upload.stream)) };
  return new Response(await streamImport(context, file, { lookOnly }), {
    headers: {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

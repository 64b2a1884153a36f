/**
 * POST /api/runs/uploads: the body is the CSV file itself, `x-file-name` its name (percent-encoded); gives `RunUpload`.
 * A route and not an action, because actions hold the whole body in memory.
 */
import { requireSameOrigin } from '#lib/auth/require-same-origin.ts';
import { withContext } from '#lib/auth/route-context.ts';
import { AppError } from '#lib/errors.ts';
import { stageUpload } from '#lib/runs/stage-upload.ts';

export const POST = withContext(async (context, request) => {
  requireSameOrigin(request.headers);
  if (!request.body) throw new AppError('invalid', 'The file is empty.', { file: 'The file is empty.' });
  const fileName = nameOf(request.headers.get('x-file-name') ?? '');
  const upload = await stageUpload(context, { fileName, stream: request.body });
  return Response.json(upload, { headers: { 'cache-control': 'no-store' } });
});

function nameOf(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

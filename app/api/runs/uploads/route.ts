/**
 * POST /api/runs/uploads: the body is the CSV file itself, `x-file-name` its name (percent-encoded),
 * `x-file-encoding` and `x-file-delimiter` how it is written; gives `RunUpload`.
 * A route and not an action, because actions hold the whole body in memory.
 */
import { withContext } from '#lib/auth/route-context.ts';
import { jsonAnswer } from '#lib/http/json-answer.ts';
import { readUpload } from '#lib/http/read-upload.ts';
import { stageUpload } from '#lib/runs/stage-upload.ts';

export const POST = withContext(
  async (context, request) => jsonAnswer(await stageUpload(context, readUpload(request))),
  'imports',
);

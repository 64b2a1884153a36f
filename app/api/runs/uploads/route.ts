/**
 * POST /api/runs/uploads: the body is the CSV file itself, `x-file-name` its name (percent-encoded),
 * `x-file-encoding` and `x-file-delimiter` how it is written; gives `RunUpload`.
 * A route and not an action, because actions hold the whole body in memory.
 */

import { stageUpload } from '#lib/domain/runs/stage-upload.ts';
import { readUpload } from '#lib/web/http/read-upload.ts';
import { jsonAnswer } from '#lib/web/json-answer.ts';
import { withContext } from '#lib/web/route-context.ts';

export const POST = withContext(
  async (context, request) => jsonAnswer(await stageUpload(context, readUpload(request))),
  'imports',
);

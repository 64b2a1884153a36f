/**
 * The body is the CSV file, `x-file-name` its name (percent-encoded); `x-file-encoding`, `x-file-delimiter`
 * optional. A route, since actions hold the whole body in memory.
 */

import { stageUpload } from '#lib/domain/runs/stage-upload.ts';
import { readUpload } from '#lib/web/http/read-upload.ts';
import { jsonAnswer } from '#lib/web/json-answer.ts';
import { withContext } from '#lib/web/route-context.ts';

export const POST = withContext(
  async (context, request) => jsonAnswer(await stageUpload(context, readUpload(request))),
  'imports',
);

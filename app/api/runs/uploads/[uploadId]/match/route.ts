/** GET /api/runs/uploads/…/match?who= */

import { matchUpload } from '#lib/domain/runs/match-upload.ts';
import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(matchUpload, readRunQuery);

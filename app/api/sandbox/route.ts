/** GET /api/sandbox?since= */

import { readSandbox } from '#lib/domain/sandbox/read-sandbox.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute((context, input) => readSandbox(context, input));

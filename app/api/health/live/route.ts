/** GET /api/health/live: 200 as long as this process answers at all; for whoever restarts what hangs. */
import { jsonAnswer } from '#lib/web/json-answer.ts';

export const dynamic = 'force-dynamic';

export function GET(): Response {
  return jsonAnswer({ status: 'ok' });
}

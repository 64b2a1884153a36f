/** 200 as long as this process answers: for liveness checks. */
import { jsonAnswer } from '#lib/web/json-answer.ts';

export const dynamic = 'force-dynamic';

export function GET(): Response {
  return jsonAnswer({ status: 'ok' });
}

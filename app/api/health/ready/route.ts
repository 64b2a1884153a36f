/** 200, or 503 with what is missing: for load balancers. */
import { readReadiness } from '#lib/platform/health/read-readiness.ts';
import { jsonAnswer } from '#lib/web/json-answer.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const readiness = await readReadiness();
  return jsonAnswer(readiness, readiness.status === 'ready' ? 200 : 503);
}

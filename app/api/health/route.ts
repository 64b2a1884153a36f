/** 200 once app, database and worker work, else 503 with what does not. */
import { readHealth } from '#lib/platform/health/read-health.ts';
import { jsonAnswer } from '#lib/web/json-answer.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const health = await readHealth();
  return jsonAnswer(health, health.status === 'ok' ? 200 : 503);
}
